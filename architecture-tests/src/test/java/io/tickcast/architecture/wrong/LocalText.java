package io.tickcast.architecture.wrong;

final class LocalText {
  String shout(String text) {
    return text.toUpperCase();
  }
}

package io.tickcast.architecture.wrong;

final class OpenUtility {
  OpenUtility() {}

  static int answer() {
    return 42;
  }
}

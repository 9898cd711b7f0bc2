package io.tickcast.architecture.wrong;

final class EndsTheProcess {
  void end() {
    System.exit(1);
  }
}

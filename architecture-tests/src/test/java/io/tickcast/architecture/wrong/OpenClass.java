package io.tickcast.architecture.wrong;

class OpenClass {
  int answer() {
    return 42;
  }
}

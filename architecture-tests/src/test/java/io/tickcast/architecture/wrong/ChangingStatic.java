package io.tickcast.architecture.wrong;

final class ChangingStatic {
  static int count;
}

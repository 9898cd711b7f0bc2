package io.tickcast.architecture.wrong;

final class ThreadInConstructor {
  ThreadInConstructor(Thread thread) {
    thread.start();
  }
}

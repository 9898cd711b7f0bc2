package io.tickcast.architecture.wrong;

final class CodeFromName {
  Class<?> find(String name) throws ClassNotFoundException {
    return Class.forName(name);
  }
}

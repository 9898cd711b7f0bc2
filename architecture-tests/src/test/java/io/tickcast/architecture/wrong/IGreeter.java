package io.tickcast.architecture.wrong;

interface IGreeter {
  void greet();
}

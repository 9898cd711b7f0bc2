package io.tickcast.architecture.wrong;

interface WideInterface {
  void one();

  void two();

  void three();

  void four();

  void five();
}

package io.tickcast.architecture.wrong;

interface WrongStage {
  String decide(double value);
}

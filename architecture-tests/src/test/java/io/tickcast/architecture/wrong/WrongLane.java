package io.tickcast.architecture.wrong;

final class WrongLane {
  String run(WrongStage stage, double value) {
    return stage.decide(value);
  }
}

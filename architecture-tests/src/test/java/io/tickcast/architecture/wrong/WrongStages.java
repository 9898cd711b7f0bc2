package io.tickcast.architecture.wrong;

import java.util.HashMap;
import java.util.Map;

final class WrongStages implements WrongStage {
  private final Map<String, String> seen = new HashMap<>();

  @Override
  public String decide(double value) {
    return String.join(",", seen.keySet()) + value + Double.toString(value);
  }
}

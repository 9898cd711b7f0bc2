package io.tickcast.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a manifest declares about the outputs of a model.
 *
 * @param kind how outputs become an action
 * @param classes the class labels in the order of the outputs; empty when the model file names
 *     them, or has none
 * @param signals the signal type of each label or action code; empty when the labels are signal
 *     types themselves
 * @param residualScale for {@link OutputKind#EXPECTED_RETURN}: the standard deviation of the
 *     residuals, in the unit of the return; NaN when not declared
 * @param deadBand for {@link OutputKind#EXPECTED_RETURN} and {@link OutputKind#TARGET_POSITION}:
 *     magnitudes below it are a hold; for {@link OutputKind#DIRECTION} the distance from one half;
 *     at least 0
 * @param action for agents: what their actions mean
 */
public record OutputSpec(
    OutputKind kind,
    List<String> classes,
    Map<String, SignalType> signals,
    double residualScale,
    double deadBand,
    ActionSpec action) {
  /** Copies the collections and checks the ranges. */
  public OutputSpec {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(action, "action");
    classes = List.copyOf(classes);
    signals = Map.copyOf(signals);
    if (residualScale <= 0 || Double.isInfinite(residualScale)) {
      throw new IllegalArgumentException(
          "expected a positive, finite residual_scale, found " + residualScale);
    }
    if (!(deadBand >= 0)) {
      throw new IllegalArgumentException("expected a dead_band of at least 0, found " + deadBand);
    }
  }

  /**
   * What a manifest declares about the outputs of a model that is no agent.
   *
   * @param kind how outputs become an action
   * @param classes the class labels in the order of the outputs
   * @param signals the signal type of each label
   * @param residualScale the standard deviation of the residuals; NaN when not declared
   * @param deadBand magnitudes below it are a hold, at least 0
   */
  public OutputSpec(
      OutputKind kind,
      List<String> classes,
      Map<String, SignalType> signals,
      double residualScale,
      double deadBand) {
    this(kind, classes, signals, residualScale, deadBand, ActionSpec.defaults());
  }

  /**
   * Class probabilities.
   *
   * @param classes the labels in the order of the outputs
   */
  public static OutputSpec classes(List<String> classes) {
    return new OutputSpec(OutputKind.CLASSES, classes, Map.of(), Double.NaN, 0);
  }

  /**
   * Class probabilities whose labels are not signal types.
   *
   * @param classes the labels in the order of the outputs
   * @param signals the signal type of each label
   */
  public static OutputSpec classes(List<String> classes, Map<String, SignalType> signals) {
    return new OutputSpec(OutputKind.CLASSES, classes, signals, Double.NaN, 0);
  }

  /** One probability that the price rises. */
  public static OutputSpec direction() {
    return new OutputSpec(OutputKind.DIRECTION, List.of(), Map.of(), Double.NaN, 0);
  }

  /**
   * One expected return.
   *
   * @param residualScale the standard deviation of its residuals, positive
   */
  public static OutputSpec expectedReturn(double residualScale) {
    return new OutputSpec(OutputKind.EXPECTED_RETURN, List.of(), Map.of(), residualScale, 0);
  }
}

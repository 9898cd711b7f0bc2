package io.tickcast.core;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What was found out about a model before it may serve. <i>Immutable.</i>
 *
 * @param sha256 of the bytes, which were those that manifest and store declare, where they do
 * @param features how its inputs compare with the feed, one line
 * @param goldenRows how many rows were compared with what the producing library gave
 * @param worstDifference the largest absolute difference among them
 * @param outputs what its outputs mean, one line
 * @param warmUp how many predictions were made to warm it up; 0 when none
 * @param predictionMicros how long one of the last of these took, microseconds; NaN when none
 * @param steady whether that time had become steady
 * @param tookMillis how long all of it took
 */
public record Verification(
    String sha256,
    String features,
    int goldenRows,
    double worstDifference,
    String outputs,
    int warmUp,
    double predictionMicros,
    boolean steady,
    long tookMillis) {
  private static final double TENTHS = 10;

  /** Checks that nothing is missing. */
  public Verification {
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(outputs, "outputs");
  }

  /** Before anything but the rows was looked at. */
  static Verification ofRows(String sha256, int rows, double worst, String outputs) {
    return new Verification(sha256, "", rows, worst, outputs, 0, Double.NaN, false, 0);
  }

  Verification withFeatures(String compared) {
    return new Verification(
        sha256,
        compared,
        goldenRows,
        worstDifference,
        outputs,
        warmUp,
        predictionMicros,
        steady,
        tookMillis);
  }

  Verification withWarmUp(int predictions, double micros, boolean isSteady, long millis) {
    return new Verification(
        sha256,
        features,
        goldenRows,
        worstDifference,
        outputs,
        predictions,
        micros,
        isSteady,
        millis);
  }

  /** All of it in one line, for people. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        goldenRows == 0
            ? "loaded; no golden rows to compare with"
            : goldenRows + " golden rows within tolerance, worst difference " + worstDifference);
    if (!features.isEmpty()) {
      text.append("; ").append(features);
    }
    if (warmUp > 0) {
      text.append("; warm after ").append(warmUp).append(" predictions, ");
      text.append(Math.round(predictionMicros * TENTHS) / TENTHS).append(" us each");
      text.append(steady ? "" : " and not steady yet");
    }
    return text.toString();
  }

  /** All of it as a JSON object. */
  public String json() {
    JsonWriter json = new JsonWriter(512);
    json.raw('{').key("sha256").string(sha256);
    json.raw(',').key("features").string(features);
    json.raw(',').key("golden_rows").number((long) goldenRows);
    json.raw(',').key("worst_difference");
    DecisionJson.number(json, worstDifference);
    json.raw(',').key("outputs").string(outputs);
    json.raw(',').key("warm_up_predictions").number((long) warmUp);
    json.raw(',').key("prediction_us");
    DecisionJson.number(json, predictionMicros);
    json.raw(',').key("steady").raw(SignalTemplate.ascii(String.valueOf(steady)));
    json.raw(',').key("took_ms").number(tookMillis).raw('}');
    return new String(json.toExactArray(), StandardCharsets.UTF_8);
  }
}

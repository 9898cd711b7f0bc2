package io.tickcast.core;

import io.tickcast.api.DecisionView;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Timeframe;
import org.jspecify.annotations.Nullable;

/** A bar as a subscriber sees it. <i>Confined</i> to the lane. */
final class LaneBar implements BarContext {
  private final Lane lane;
  private final Series series;
  private final Reporter reporter;
  private long barTime;
  private long receivedAt;
  private long startedAt;
  private String source = "";
  private @Nullable Decision decision;
  private @Nullable ServingModel model;

  LaneBar(Lane lane, Series series, Reporter reporter) {
    this.lane = lane;
    this.series = series;
    this.reporter = reporter;
  }

  void show(BarHandler handler, long time, long received, long started, String from) {
    barTime = time;
    receivedAt = received;
    startedAt = started;
    source = from;
    decision = null;
    model = null;
    try {
      handler.onBar(this);
    } catch (RuntimeException e) {
      reporter.alert("subscriber_failed", series.channel + ": " + e);
    } finally {
      decision = null;
      model = null;
    }
  }

  @Override
  public String symbol() {
    return series.symbol;
  }

  @Override
  public Timeframe timeframe() {
    return series.timeframe;
  }

  @Override
  public long barTimeMillis() {
    return barTime;
  }

  @Override
  public double price() {
    return lane.row.currentPrice();
  }

  @Override
  public double feature(String name) {
    FeatureKey key = lane.dictionary.feature(name);
    return key.slot() < 0 ? Double.NaN : lane.row.value(key.slot());
  }

  @Override
  public double[] predict(LoadedModel loaded) {
    ServingModel serving = lane.predictor(series, loaded);
    decision = null; // the lane has one, and it is used again
    Decision attempt = lane.begin(serving, barTime, receivedAt, startedAt, source);
    lane.predict(attempt, serving);
    if (attempt.blocked()) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          loaded.modelVersion()
              + " on "
              + series.channel
              + ": expected numbers for all inputs and outputs, found "
              + attempt.gateName(0)
              + " '"
              + attempt.gateDetail(0)
              + "'");
    }
    return serving.outputs.clone();
  }

  @Override
  public DecisionView createSignal(LoadedModel loaded, double[] prediction) {
    ServingModel serving = lane.predictor(series, loaded);
    decision = null;
    if (prediction.length != serving.outputs.length) {
      throw new IllegalArgumentException(
          "expected " + serving.outputs.length + " outputs, found " + prediction.length);
    }
    Decision made = lane.begin(serving, barTime, receivedAt, startedAt, source);
    serving.gather(lane.row, made);
    System.arraycopy(prediction, 0, serving.outputs, 0, prediction.length);
    made.predicted = true;
    serving.checkOutputs(made);
    lane.finish(made, serving);
    decision = made;
    model = serving;
    return made;
  }

  @Override
  public boolean publish() {
    Decision made = decision;
    ServingModel serving = model;
    if (made == null || serving == null) {
      throw new IllegalStateException("expected a decision of createSignal, found none");
    }
    if (series.published.contains(made.modelVersion())) {
      throw new IllegalStateException(
          "expected one decision of "
              + made.modelVersion()
              + " for the bar "
              + barTime
              + " of "
              + series.channel
              + ", found a second");
    }
    decision = null;
    model = null;
    return lane.publish(made, serving);
  }
}

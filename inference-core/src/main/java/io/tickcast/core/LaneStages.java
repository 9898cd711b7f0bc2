package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.Timeframe;
import java.util.List;

/**
 * The stages of a lane one by one, for benchmarks and profilers: the same objects that a lane uses,
 * without its queue, its admission and its journal. <i>Confined.</i>
 */
public final class LaneStages {
  private final FrameDecoder decoder;
  private final BarRow row = new BarRow();
  private final Series series;
  private final ServingModel model;
  private final Gates gates = new Gates(new PositionBook());
  private final SignalEncoder encoder = new SignalEncoder();
  private final Decision decision;
  private final EpochNanoClock clock;

  /**
   * Wires the stages.
   *
   * @param loaded the model
   * @param symbol the canonical symbol of the messages
   * @param timeframe the timeframe of the messages
   * @param config the operational configuration
   * @param clock gives the readings
   */
  public LaneStages(
      LoadedModel loaded,
      String symbol,
      Timeframe timeframe,
      OperationalConfig config,
      EpochNanoClock clock) {
    FeedSettings feed = FeedSettings.defaults();
    Symbols symbols = new Symbols(List.of());
    FeatureDictionary dictionary = new FeatureDictionary(feed);
    this.clock = clock;
    this.decoder = new FrameDecoder(dictionary, feed, symbols);
    this.series = new Series("features." + symbol + "." + timeframe.code(), symbol, timeframe, 0);
    this.model = new ServingModel(loaded, series, dictionary, Instrument.of(symbol));
    this.decision = new Decision(series, loaded.facts(), config);
    decision.configId = config.id();
    decision.source = "benchmark";
  }

  /**
   * Decodes a message.
   *
   * @param content the bytes
   * @return whether it was taken
   */
  public boolean decode(byte[] content) {
    return decoder.decode(content, series, row) == null;
  }

  /** Gathers the model's inputs from the row that was decoded last. */
  public void gather() {
    decision.begin(model.outputs);
    decision.barTimeMillis = row.timestamp;
    decision.receivedAtNanos = clock.epochNanos();
    decision.startedAtNanos = decision.receivedAtNanos;
    model.gather(row, decision);
  }

  /** Predicts from the inputs that were gathered last. */
  public void predict() {
    model.predict(decision);
  }

  /** Turns the prediction into an action, runs the gates, computes levels, size and id. */
  public void decide() {
    decision.decidedAtNanos = clock.epochNanos();
    model.loaded.rule().apply(model.outputs, decision);
    gates.apply(decision, model, row, true);
    model.template.ids.apply(decision);
  }

  /**
   * Writes the signal.
   *
   * @return its bytes; a new array
   */
  public byte[] encode() {
    return encoder.encode(decision, model.template);
  }

  /**
   * All stages, one after the other.
   *
   * @param content the bytes of a message
   * @return the bytes of its signal; empty when the message was refused
   */
  public byte[] all(byte[] content) {
    if (!decode(content)) {
      return Decision.NO_SIGNAL;
    }
    gather();
    predict();
    decide();
    return encode();
  }
}

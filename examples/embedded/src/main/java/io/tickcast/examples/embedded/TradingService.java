package io.tickcast.examples.embedded;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FrameKind;
import io.tickcast.api.SignalType;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.OperationalConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A trading service with an engine in it: bars that the service has anyway go in, orders come out
 * on the engine's thread. <i>Thread-safe.</i>
 */
public final class TradingService implements EngineListener, AutoCloseable {
  private static final InferenceSettings THRESHOLD =
      InferenceSettings.defaults().withConfidenceThreshold(0.6);

  private final InferenceEngine engine;
  private final EpochNanoClock clock;
  private final Consumer<Order> orders;

  /**
   * An order with the reason for it.
   *
   * @param symbol what to trade
   * @param side buy or sell
   * @param size in lots
   * @param stop where to give up
   * @param target where to take the profit
   * @param confidence the model's, in [0, 1]
   */
  public record Order(
      String symbol, SignalType side, double size, double stop, double target, double confidence) {}

  /**
   * Makes a service with its model loaded and verified; starts nothing.
   *
   * @param model a model file named {@code type_symbol_timeframe_vVERSION.ext}, or with a manifest
   * @param clock the service's time
   * @param orders takes the orders, quickly
   */
  public TradingService(Path model, EpochNanoClock clock, Consumer<Order> orders) {
    this.clock = clock;
    this.orders = orders;
    this.engine =
        InferenceEngine.builder()
            .model(model)
            .clock(clock)
            .config(OperationalConfig.defaults().withInference(THRESHOLD))
            .listener(this)
            .build();
  }

  /** Starts the engine's threads. */
  public void start() {
    engine.start();
  }

  /**
   * Takes a bar that has just closed.
   *
   * @param symbol such as {@code EURUSD}
   * @param timeframe such as {@code 1h}
   * @param json the bar with its features, as over the wire
   */
  public void onBar(String symbol, String timeframe, String json) {
    byte[] frame = json.getBytes(StandardCharsets.UTF_8);
    String channel = "features." + symbol + "." + timeframe;
    engine.frames().onFrame(FrameKind.FEATURES, channel, frame, clock.epochNanos());
  }

  @Override
  public void onDecision(DecisionView decision) {
    if (decision.signal().length > 0 && decision.type().isEntry()) {
      orders.accept(
          new Order(
              decision.symbol(),
              decision.type(),
              decision.size(),
              decision.stopLoss(),
              decision.takeProfit(),
              decision.confidence()));
    }
  }

  /** Ends the service; bars that wait are decided before. */
  @Override
  public void close() {
    engine.close();
  }
}

package io.tickcast.benchmarks;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.core.FeedSettings;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.SystemClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One bar through the whole engine, driven by hand on one thread: router, queue, decode, admission,
 * predict, decide, encode, record, listener.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark implements EngineListener {
  private static final int MESSAGES = 2_048;
  private static final byte[] KEY = "\"timestamp_ms\":".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 13;
  private static final String CHANNEL = "features.EURUSD.1h";

  private final byte[][] messages = DemoData.messages(MESSAGES);
  private final SystemClock clock = new SystemClock();
  private final InferenceEngine engine =
      InferenceEngine.builder()
          .clock(clock)
          .listener(this)
          .feed(
              new FeedSettings(
                  Optional.of(Duration.ofDays(365)),
                  FeedSettings.defaults().barTime(),
                  false,
                  FeedSettings.defaults().targetColumns(),
                  FeedSettings.defaults().maxMessageBytes(),
                  FeedSettings.defaults().maxFeatures(),
                  FeedSettings.defaults().maxSeries()))
          .build();
  private final FrameHandler frames = engine.frames();
  private int timeAt;
  private int next;
  private long barTime;
  private int signalBytes;

  /** Binds the demo's model and opens the engine. */
  @Setup
  public void open() {
    engine.serve(engine.loadModel(DemoData.model()), "EURUSD", "1h");
    engine.open();
    engine.runOnce();
    timeAt = indexOf(messages[0], KEY) + KEY.length;
    barTime = clock.epochNanos() / 1_000_000 - Duration.ofDays(300).toMillis();
  }

  private static int indexOf(byte[] content, byte[] key) {
    for (int i = 0; i <= content.length - key.length; i++) {
      if (Arrays.equals(content, i, i + key.length, key, 0, key.length)) {
        return i;
      }
    }
    throw new IllegalStateException("expected the key timestamp_ms, found none");
  }

  /** Ends the engine. */
  @TearDown
  public void close() {
    engine.close();
  }

  @Override
  public void onDecision(DecisionView decision) {
    signalBytes = decision.signal().length;
  }

  /** One bar in, one signal out; each bar is a millisecond later than the one before. */
  @Benchmark
  public int bar() {
    next = next + 1 & MESSAGES - 1;
    byte[] message = messages[next];
    barTime++;
    long digits = barTime;
    for (int i = timeAt + DIGITS - 1; i >= timeAt; i--) {
      message[i] = (byte) ('0' + digits % 10);
      digits /= 10;
    }
    signalBytes = 0;
    frames.onFrame(FrameKind.FEATURES, CHANNEL, message, clock.epochNanos());
    engine.runOnce();
    if (signalBytes == 0) {
      throw new IllegalStateException("expected a signal, found " + engine.status().lastRefused());
    }
    return signalBytes;
  }
}

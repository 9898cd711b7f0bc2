package io.tickcast.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tickcast.api.Timeframe;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.LaneStages;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.SystemClock;
import java.io.IOException;
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
 * The stages of one bar, each alone and all together, beside a bare parse of the same bytes by
 * Jackson's streaming parser. 2,048 messages of real bars in turn, 110 features, 2.7 KB, 300 trees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BarBenchmark {
  private static final int MESSAGES = 2_048;

  private final JsonFactory json = new JsonFactory();
  private final byte[][] messages = DemoData.messages(MESSAGES);
  private InferenceEngine engine = InferenceEngine.builder().build();
  private LaneStages stages;
  private int next;

  /** Loads the model. */
  public BarBenchmark() {
    LoadedModel model = engine.loadModel(DemoData.model());
    OperationalConfig config =
        OperationalConfig.defaults()
            .withInference(InferenceSettings.defaults().withConfidenceThreshold(0.4));
    stages = new LaneStages(model, "EURUSD", Timeframe.H1, config, new SystemClock());
  }

  /** Leaves every stage something to work on. */
  @Setup
  public void fill() {
    if (stages.all(messages[0]).length == 0) {
      throw new IllegalStateException("expected a signal for the first message, found none");
    }
  }

  /** Gives the model back. */
  @TearDown
  public void close() {
    engine.close();
  }

  private byte[] message() {
    next = next + 1 & MESSAGES - 1;
    return messages[next];
  }

  /** The peer of {@link #decode}: every token and every number of the message, kept nowhere. */
  @Benchmark
  public double bareParse() throws IOException {
    double sum = 0;
    try (JsonParser parser = json.createParser(message())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
          sum += parser.getDoubleValue();
        }
      }
    }
    return sum;
  }

  /** Tokens alone, no number is converted: the least that a parser can do. */
  @Benchmark
  public int bareTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = json.createParser(message())) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Message to row. */
  @Benchmark
  public boolean decode() {
    return stages.decode(message());
  }

  /** Row to inputs, inputs to outputs. */
  @Benchmark
  public void gatherAndPredict() {
    stages.gather();
    stages.predict();
  }

  /** Outputs to decision: gates, levels, size, id. */
  @Benchmark
  public void gatherAndDecide() {
    stages.gather();
    stages.decide();
  }

  /** Decision to bytes. */
  @Benchmark
  public byte[] encode() {
    return stages.encode();
  }

  /** Message to bytes. */
  @Benchmark
  public byte[] all() {
    return stages.all(message());
  }

  /** Message to bytes, with percentiles. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public byte[] allSampled() {
    return stages.all(message());
  }
}

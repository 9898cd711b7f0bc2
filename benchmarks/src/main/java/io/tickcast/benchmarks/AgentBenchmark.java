package io.tickcast.benchmarks;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.core.ModelLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One observation of 113 numbers through a PPO policy of 64x64 with its normaliser: in plain Java,
 * and the same weights on PyTorch's library through DJL.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AgentBenchmark {
  private static final String AGENT = "/io/tickcast/backend/rl/agents/ppo-discrete";
  private static final int ROWS = 512;

  /** What runs the layers. */
  @Param({"java", "djl"})
  public String engine;

  private Model model;
  private Predictor predictor;
  private double[][] rows;
  private double[] outputs;
  private int next;

  /**
   * Loads the agent.
   *
   * @throws IOException when it is not on the class path
   */
  @Setup
  public void open() throws IOException {
    ModelArtifact artifact =
        ModelArtifact.of("ppo-discrete.zip", bytes(".zip"))
            .withAttachment(ModelArtifact.VECNORMALIZE, ByteBuffer.wrap(bytes(".vec.pkl")))
            .withOptions(Map.of("engine", engine));
    model = ModelLoader.create(AgentBenchmark.class.getClassLoader(), List.of()).load(artifact);
    predictor = model.newPredictor();
    outputs = new double[model.signature().outputs().size()];
    Random random = new Random(1);
    rows = new double[ROWS][model.signature().width()];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 10 * random.nextGaussian();
      }
    }
  }

  private static byte[] bytes(String extension) throws IOException {
    try (InputStream in = AgentBenchmark.class.getResourceAsStream(AGENT + extension)) {
      return in.readAllBytes();
    }
  }

  /** Gives it back. */
  @TearDown
  public void close() {
    predictor.close();
    model.close();
  }

  /** Row after row. */
  @Benchmark
  public double act() {
    next = (next + 1) % ROWS;
    predictor.predict(rows[next], outputs);
    return outputs[0];
  }
}

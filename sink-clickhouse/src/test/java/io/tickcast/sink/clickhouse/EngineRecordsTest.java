package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameKind;
import io.tickcast.api.Input;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import io.tickcast.core.InferenceEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The engine's own bytes fit the tables as they are shipped. */
@ExtendWith(SharedServer.class)
class EngineRecordsTest {
  private static final String CHANNEL = "features.EURUSD.5m";
  private static final int BARS = 40;

  /** Buys and sells in turn, with a confidence that some bars miss. */
  private static final class SeesawProvider implements ModelProvider {
    @Override
    public String name() {
      return "seesaw";
    }

    @Override
    public Probe probe(ModelArtifact artifact) {
      return artifact.content().remaining() == 6 ? Probe.yes("seesaw") : Probe.no();
    }

    @Override
    public Model load(ModelArtifact artifact, LoadContext context) {
      return new Seesaw();
    }
  }

  private static final class Seesaw implements Model {
    private static Output probability(String name) {
      return Output.of(name, OutputRole.PROBABILITY);
    }

    @Override
    public ModelSignature signature() {
      return SIGNATURE;
    }

    private static final ModelSignature SIGNATURE =
        new ModelSignature(
            List.of(Input.feature("rsi_14")),
            1,
            List.of(probability("buy"), probability("sell"), probability("hold")),
            false);

    @Override
    public Predictor newPredictor() {
      return new Predictor() {
        @Override
        public void predict(double[] inputs, double[] outputs) {
          outputs[0] = inputs[0] / 100;
          outputs[1] = 1 - outputs[0];
          outputs[2] = 0;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private static String bar(int index) {
    return """
        {"symbol":"EURUSD","timeframe":"5m","timestamp_ms":%d,"close":1.08125,\
        "features":{"rsi_14":%s,"atr_14":0.00125}}"""
        .formatted(Samples.BAR_MILLIS + index * 300_000L, 5 + index * 7.3 % 90);
  }

  @Test
  void write_recordsOfAnEngine_areAllThere(Archive archive, @TempDir Path folder) throws Exception {
    archive.initialized();
    Path model = Files.writeString(folder.resolve("seesaw_eurusd_5m_v1.0.0.bin"), "seesaw");
    long[] now = {0};
    try (InferenceEngine engine =
        InferenceEngine.builder()
            .clock(() -> now[0])
            .modelProvider(new SeesawProvider())
            .model(model)
            .sink("clickhouse", new ClickHouseSignalSinkProvider().create(archive.config()))
            .build()) {
      engine.open();
      for (int i = 0; i < BARS; i++) {
        now[0] = (Samples.BAR_MILLIS + i * 300_000L + 40) * 1_000_000;
        byte[] frame = bar(i).getBytes(StandardCharsets.UTF_8);
        engine.frames().onFrame(FrameKind.FEATURES, CHANNEL, frame, now[0]);
        while (engine.runOnce() > 0) {
          now[0]++;
        }
      }
      assertThat(engine.status().sinks())
          .singleElement()
          .satisfies(sink -> assertThat(sink.lastError()).isEmpty())
          .satisfies(sink -> assertThat(sink.refused()).isZero());
    }
    assertThat(archive.count(ArchiveTable.PREDICTIONS)).isEqualTo(BARS);
    assertThat(archive.count(ArchiveTable.SIGNALS)).isPositive();
    assertThat(
            archive.query(
                "SELECT count() FROM db.trading_signals AS s INNER JOIN db.model_predictions AS p"
                    + " ON s.signal_id = p.signal_id"
                    + " WHERE JSONExtractString(p.decision, 'signal_type') = s.signal_type"
                    + " AND JSONExtractFloat(p.features, 'rsi_14') > 0"
                    + " AND JSONExtractString(s.metadata, 'model_type') != ''"))
        .isEqualTo("" + archive.count(ArchiveTable.SIGNALS));
  }
}

package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.RecordKind;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows of {@code model_predictions}. */
class PredictionRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode record(Rig rig, int index) throws IOException {
    return JSON.readTree(rig.archive.texts(RecordKind.PREDICTION).get(index));
  }

  @Test
  void encode_emittedDecision_hasTheColumnsOfTheTable() throws IOException {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.bar(usual(BAR));
      String text = rig.archive.texts(RecordKind.PREDICTION).get(0);
      JsonNode row = JSON.readTree(text);
      assertThat(row.fieldNames())
          .toIterable()
          .containsExactly(
              "prediction_id",
              "signal_id",
              "symbol",
              "timeframe",
              "timestamp_ms",
              "model_version",
              "model_sha256",
              "role",
              "raw_output",
              "features",
              "outcome",
              "reason",
              "decision",
              "inference_latency_us");
      assertThat(row.get("symbol").textValue()).isEqualTo("EURUSD");
      assertThat(row.get("timestamp_ms").longValue()).isEqualTo(BAR);
      assertThat(row.get("role").textValue()).isEqualTo("champion");
      assertThat(row.get("outcome").textValue()).isEqualTo("emitted");
      assertThat(row.get("raw_output").textValue())
          .isEqualTo("{\"buy\":0.85,\"sell\":0.1,\"hold\":0.05}");
      assertThat(row.get("features").textValue()).isEqualTo("{\"rsi_14\":55.1,\"atr_14\":0.00125}");
      JsonNode decision = JSON.readTree(row.get("decision").textValue());
      assertThat(decision.get("signal_type").textValue()).isEqualTo("buy");
      assertThat(decision.get("stop_loss").doubleValue()).isEqualTo(1.07875);
      assertThat(decision.get("gates").isEmpty()).isTrue();
      assertThat(decision.get("config_id").textValue())
          .isEqualTo(OperationalConfig.defaults().id());
      assertThat(decision.get("received_at_ns").longValue()).isEqualTo(rig.clock.epochNanos());
      assertThat(decision.get("decided_at_ns").longValue()).isEqualTo(rig.clock.epochNanos());
    }
  }

  @Test
  void encode_features_readBackToTheBit() throws IOException {
    List<String> names = Messages.names(110);
    FixedModel model = FixedModel.classes(names, 0.85, 0.1, 0.05);
    Random random = new Random(42);
    try (Rig rig = Rig.serving(model)) {
      for (int bar = 0; bar < 20; bar++) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : names) {
          double value = Double.longBitsToDouble(random.nextLong());
          values.put(name, Double.isFinite(value) ? value : -0.0);
        }
        rig.at(BAR + bar * STEP).bar(nested(BAR + bar * STEP, Messages.features(values)));
        JsonNode features = JSON.readTree(record(rig, bar).get("features").textValue());
        assertThat(features.fieldNames()).toIterable().containsExactlyElementsOf(names);
        double[] fed = model.seen.get(bar);
        for (int i = 0; i < fed.length; i++) {
          double readBack = Double.parseDouble(features.get(names.get(i)).asText());
          assertThat(Double.doubleToRawLongBits(fed[i]))
              .isEqualTo(Double.doubleToRawLongBits(values.get(names.get(i))))
              .isEqualTo(Double.doubleToRawLongBits(readBack));
        }
      }
    }
  }

  @Test
  void encode_ids_followFromTheSignal() throws IOException {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.bar(usual(BAR)).at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(rig.archive.taken).hasSize(4);
      assertThat(rig.archive.taken).extracting(ListSink.Taken::id).doesNotHaveDuplicates();
      for (int i = 0; i < 4; i += 2) {
        JsonNode row = JSON.readTree(rig.archive.taken.get(i + 1).text());
        UUID signal = rig.archive.taken.get(i).id();
        assertThat(row.get("signal_id").textValue()).isEqualTo(signal.toString());
        assertThat(row.get("prediction_id").textValue())
            .isEqualTo(rig.archive.taken.get(i + 1).id().toString());
      }
      assertThat(rig.archive.taken)
          .extracting(ListSink.Taken::sequence)
          // The first two are those of the model that begins to serve.
          .containsExactly(2L, 3L, 4L, 5L);
    }
  }

  @Test
  void encode_missingInput_isNullInTheRecordAndNaNForTheModel() throws IOException {
    FixedModel model = Rig.buyer();
    try (Rig rig = new Rig()) {
      LoadedModel loaded =
          rig.load(
              "m",
              model,
              FakeModelProvider.artifact(
                  "m", FakeModelProvider.manifest("xgboost", "1", "EURUSD", MissingPolicy.PASS)));
      rig.engine.serve(loaded, "EURUSD", "5m");
      rig.engine.open();
      rig.bar(nested(BAR, "\"atr_14\":0.001,\"rsi_14\":null"));
      assertThat(model.seen.get(0)[0]).isNaN();
      JsonNode row = record(rig, 0);
      assertThat(row.get("features").textValue()).isEqualTo("{\"rsi_14\":null,\"atr_14\":0.001}");
      assertThat(row.get("outcome").textValue()).isEqualTo("emitted");
    }
  }

  @Test
  void encode_predictionsNotTracked_keepsTheAudit() throws IOException {
    OperationalConfig config =
        OperationalConfig.defaults().withMonitoring(new MonitoringSettings(true, false, true));
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.config(config))) {
      rig.bar(usual(BAR));
      assertThat(record(rig, 0).get("features").textValue()).isEqualTo("{}");
      assertThat(record(rig, 0).get("raw_output").textValue()).contains("0.85");
      assertThat(rig.archive.signals()).hasSize(1);
    }
  }

  @Test
  void encode_decisionWithoutSignal_isRecordedAlone() throws IOException {
    OperationalConfig config =
        OperationalConfig.defaults()
            .withInference(new InferenceSettings(0.9, Duration.ofSeconds(1), false));
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.config(config))) {
      rig.bar(usual(BAR));
      assertThat(rig.archive.signals()).isEmpty();
      assertThat(rig.realTime.taken).isEmpty();
      JsonNode row = record(rig, 0);
      assertThat(row.get("outcome").textValue()).isEqualTo("suppressed");
      assertThat(row.get("reason").textValue()).isEqualTo("confidence");
      JsonNode decision = JSON.readTree(row.get("decision").textValue());
      assertThat(decision.get("signal_type").textValue()).isEqualTo("hold");
      assertThat(decision.get("model_signal_type").textValue()).isEqualTo("buy");
      assertThat(decision.get("confidence_score").doubleValue()).isEqualTo(0.85);
    }
  }

  @Test
  void encode_rejectedInfiniteLevel_isRecordedAndStopsNothing() throws IOException {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.bar(nested(BAR, "\"rsi_14\":1,\"atr_14\":1e308"));
      JsonNode row = record(rig, 0);
      assertThat(row.get("outcome").textValue()).isEqualTo("rejected");
      assertThat(row.get("reason").textValue()).isEqualTo("level_not_positive");
      assertThat(JSON.readTree(row.get("decision").textValue()).get("stop_loss").textValue())
          .isEqualTo("-Infinity");
      rig.at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(rig.archive.signals()).hasSize(1);
      assertThat(rig.heard.alerts).isEmpty();
    }
  }

  @Test
  void encode_modelsOfDifferentWidths_keepTheirOwnInputs() throws IOException {
    FixedModel wide = FixedModel.classes(List.of("rsi_14", "atr_14", "x"), 0.85, 0.1, 0.05);
    FixedModel narrow = FixedModel.classes(List.of("x"), 0.85, 0.1, 0.05);
    try (Rig rig = Rig.serving(wide)) {
      LoadedModel[] models = {
        rig.load("wide", wide, artifact("wide")), rig.load("narrow", narrow, artifact("narrow"))
      };
      for (int bar = 0; bar < 200; bar++) {
        long time = BAR + bar * STEP;
        boolean isWide = bar % 3 > 0;
        rig.engine.serve(models[isWide ? 0 : 1], "EURUSD", "5m");
        rig.at(time).bar(nested(time, "\"rsi_14\":1.5,\"atr_14\":0.001,\"x\":" + bar));
        String features = record(rig, bar).get("features").textValue();
        String others = isWide ? "\"rsi_14\":1.5,\"atr_14\":0.001," : "";
        assertThat(features).isEqualTo("{" + others + "\"x\":" + bar + ".0}");
      }
    }
  }

  private static ModelArtifact artifact(String name) {
    return FakeModelProvider.artifact(name, FakeModelProvider.manifest(name, "1", "EURUSD"));
  }
}

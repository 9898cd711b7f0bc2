package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.FrameKind;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OutputRole;
import io.tickcast.api.RecordKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals as the contract prints them. */
class SignalEncoderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KEYS =
      List.of(
          "signal_id",
          "symbol",
          "timeframe",
          "timestamp_ms",
          "signal_type",
          "confidence_score",
          "entry_price",
          "stop_loss",
          "take_profit",
          "position_size_recommended",
          "model_version",
          "metadata");

  private static String sha256() {
    return ModelArtifact.sha256(FakeModelProvider.bytes("model"));
  }

  private static String signal(Rig rig, String message) {
    int before = rig.realTime.signals().size();
    rig.clock.advance(Duration.ofNanos(45_678));
    rig.bar(message);
    List<String> signals = rig.realTime.signals();
    assertThat(signals).hasSize(before + 1);
    return signals.get(before);
  }

  /** Hands the bar over, and lets time pass before it is decided. */
  private static String lateSignal(Rig rig, String message, Duration late) {
    rig.engine
        .frames()
        .onFrame(
            FrameKind.FEATURES, Messages.CHANNEL, Messages.utf8(message), rig.clock.epochNanos());
    rig.clock.advance(late);
    rig.run();
    return rig.realTime.signals().get(0);
  }

  /** The id by Python's {@code uuid.uuid5}, the hash by its {@code hashlib}. */
  @Test
  void encode_buy_isTheSignalOfTheContract() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      assertThat(lateSignal(rig, usual(BAR), Duration.ofNanos(45_000)))
          .isEqualTo(
              "{\"signal_id\":\"21e3314e-04af-5470-8331-45de0ba0050d\""
                  + ",\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":1760867700000,"
                  + "\"signal_type\":\"buy\",\"confidence_score\":0.85,\"entry_price\":1.08125,"
                  + "\"stop_loss\":1.07875,\"take_profit\":1.085,"
                  + "\"position_size_recommended\":0.01,\"model_version\":\"xgboost-v1.2.3\","
                  + "\"metadata\":{\"features_used\":2,\"prediction_latency_ms\":0.045,"
                  + "\"model_type\":\"xgboost\",\"schema_version\":1,\"source\":\"embedded\","
                  + "\"feature_age_ms\":250,\"emitted_at_ms\":1760867700250,"
                  + "\"valid_until_ms\":1760868300000,\"model_sha256\":\""
                  + sha256()
                  + "\",\"features_hash\":\"bfb7a4063c53117f\",\"config_id\":\""
                  + OperationalConfig.defaults().id()
                  + "\",\"reason\":\"model\",\"gates\":[],"
                  + "\"raw_output\":{\"buy\":0.85,\"sell\":0.1,\"hold\":0.05}}}");
    }
  }

  @Test
  void encode_frameOfAClockAhead_waitedForNothing() throws IOException {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              Messages.CHANNEL,
              Messages.utf8(usual(BAR)),
              rig.clock.epochNanos() + 1_500_000);
      rig.run();
      JsonNode metadata = JSON.readTree(rig.realTime.signals().get(0)).get("metadata");
      assertThat(metadata.get("prediction_latency_ms").doubleValue()).isZero();
      assertThat(metadata.get("feature_age_ms").longValue()).isEqualTo(251);
    }
  }

  @Test
  void encode_heldSignal_saysWhatBlockedIt() throws IOException {
    FixedModel model = Rig.buyer();
    model.answers(0.6, 0.3, 0.1);
    try (Rig rig = Rig.serving(model)) {
      JsonNode signal = JSON.readTree(lateSignal(rig, usual(BAR), Duration.ofMillis(150)));
      assertThat(keys(signal)).isEqualTo(KEYS);
      assertThat(signal.get("signal_type").textValue()).isEqualTo("hold");
      assertThat(signal.get("confidence_score").doubleValue()).isEqualTo(0.6);
      assertThat(signal.get("entry_price").doubleValue()).isEqualTo(1.08125);
      assertThat(signal.get("stop_loss").isNull()).isTrue();
      assertThat(signal.get("take_profit").isNull()).isTrue();
      assertThat(signal.get("position_size_recommended").doubleValue()).isZero();
      JsonNode metadata = signal.get("metadata");
      assertThat(metadata.get("reason").textValue()).isEqualTo("deadline");
      assertThat(metadata.get("prediction_latency_ms").doubleValue()).isEqualTo(150);
      assertThat(metadata.get("gates"))
          .hasToString(
              "[{\"gate\":\"deadline\",\"value\":150.0,\"threshold\":100.0,\"detail\":\"ms\"},"
                  + "{\"gate\":\"confidence\",\"value\":0.6,\"threshold\":0.7}]");
    }
  }

  @Test
  void encode_withoutPrediction_hasNoRawOutput() throws IOException {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      JsonNode signal = JSON.readTree(signal(rig, nested(BAR, "\"atr_14\":0.001")));
      assertThat(keys(signal)).isEqualTo(KEYS);
      assertThat(signal.get("confidence_score").doubleValue()).isZero();
      assertThat(signal.get("metadata").has("raw_output")).isFalse();
      assertThat(signal.get("metadata").get("features_used").intValue()).isEqualTo(1);
      assertThat(signal.get("metadata").get("gates"))
          .hasToString(
              "[{\"gate\":\"missing_feature\",\"value\":null,\"threshold\":null,"
                  + "\"detail\":\"rsi_14\"}]");
    }
  }

  @Test
  void encode_outputsThatAreNotFinite_areTold() throws IOException {
    FixedModel model = Rig.buyer();
    model.answers(Double.NaN, Double.POSITIVE_INFINITY, -0.0);
    try (Rig rig = Rig.serving(model)) {
      JsonNode metadata = JSON.readTree(signal(rig, usual(BAR))).get("metadata");
      assertThat(metadata.get("raw_output"))
          .hasToString("{\"buy\":null,\"sell\":\"Infinity\",\"hold\":-0.0}");
      assertThat(metadata.get("reason").textValue()).isEqualTo("finite");
    }
  }

  @Test
  void encode_validity_isTwoBarsAndNeverShorterThanTheFeaturesMayBeOld() throws IOException {
    SignalSettings shortLived =
        new SignalSettings(
            true, true, 2, 3, "atr_14", 0.01, SizeUnit.LOTS, Optional.of(Duration.ofMinutes(1)));
    FeedSettings feed = FeedSettings.defaults();
    for (int minutes : new int[] {0, 1, 20}) {
      Optional<Duration> age =
          minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
      FeedSettings aged =
          new FeedSettings(age, BarTime.CLOSE, false, feed.targetColumns(), 1 << 20, 100, 10);
      try (Rig rig =
          Rig.serving(
              Rig.buyer(),
              builder ->
                  builder
                      .feed(aged)
                      .config(OperationalConfig.defaults().withSignals(shortLived)))) {
        long valid = minutes == 0 ? 10 : minutes;
        assertThat(
                JSON.readTree(signal(rig, usual(BAR))).at("/metadata/valid_until_ms").longValue())
            .isEqualTo(BAR + valid * 60_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "modèle", "x\\y", "tab\there", "🙂"})
  void encode_namesThatNeedEscapes_areReadBack(String name) throws IOException {
    FixedModel model =
        new FixedModel(
            FixedModel.signature(List.of("rsi_14"), List.of("buy", "sell"), OutputRole.PROBABILITY),
            FixedModel.answer(0.1, 0.9));
    try (Rig rig = new Rig()) {
      LoadedModel loaded =
          rig.load(
              "m",
              model,
              FakeModelProvider.artifact("m", FakeModelProvider.manifest(name, "1", "X")));
      rig.engine.serve(loaded, "EURUSD", "5m");
      rig.engine.open();
      JsonNode signal = JSON.readTree(signal(rig, usual(BAR)));
      assertThat(signal.get("model_version").textValue()).isEqualTo(name + "-v1");
      assertThat(signal.at("/metadata/model_type").textValue()).isEqualTo(name);
    }
  }

  @Test
  void encode_everySink_getsTheSameBytes() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      String signal = signal(rig, usual(BAR));
      assertThat(rig.archive.texts(RecordKind.SIGNAL)).containsExactly(signal);
      assertThat(rig.heard.last().signal()).isEqualTo(signal);
      assertThat(rig.archive.taken.get(0).value()).isSameAs(rig.realTime.taken.get(0).value());
      assertThat(rig.archive.taken.get(0).id()).isEqualTo(rig.realTime.taken.get(0).id());
      assertThat(signal).contains(rig.archive.taken.get(0).id().toString());
    }
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}

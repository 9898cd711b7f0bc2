package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {
  private static final byte[] MODEL = "{\"model\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST = ModelArtifact.sha256(MODEL);

  /** Hands over what it was given, whatever is asked for. */
  private record OneModel(ModelArtifact artifact) implements CheckpointStore {
    @Override
    public List<CheckpointRef> find(CheckpointQuery query) {
      return List.of();
    }

    @Override
    public ModelArtifact load(CheckpointRef ref) {
      return artifact;
    }

    @Override
    public void close() {}
  }

  private static ModelArtifact artifact(String sha256, Map<String, ByteBuffer> attachments) {
    return new ModelArtifact(
        "trading.model_checkpoints row 7",
        ByteBuffer.wrap(MODEL),
        sha256,
        Optional.empty(),
        attachments,
        Map.of());
  }

  private static ModelArtifact with(String manifest) {
    return artifact(DIGEST, Map.of(ModelArtifact.MANIFEST, utf8(manifest)));
  }

  private static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  private static CheckpointRef ref(
      String type, String version, String symbol, String timeframe, String sha256) {
    return new CheckpointRef("row 7", "", type, version, symbol, timeframe, sha256, "", 0);
  }

  private static ModelArtifact load(ModelArtifact artifact, CheckpointRef ref) {
    return ModelLoader.readCheckpoint(new OneModel(artifact), ref);
  }

  @Test
  void readCheckpoint_manifestAsADocument_isReadAndCompletedByTheStore() {
    ModelArtifact loaded =
        load(
            with("{\"features\":[\"a\",\"b\"],\"symbol\":\"EURUSD\",\"window\":3}"),
            ref("XGBoost", "1.2.3", "eurusd", "5m", DIGEST));
    ModelManifest manifest = loaded.manifest().orElseThrow();
    assertThat(manifest.features()).containsExactly("a", "b");
    assertThat(manifest.window()).isEqualTo(3);
    assertThat(manifest.name()).isEqualTo("XGBoost");
    assertThat(manifest.version()).isEqualTo("1.2.3");
    assertThat(manifest.symbol()).isEqualTo("EURUSD");
    assertThat(manifest.timeframe()).contains(Timeframe.M5);
    assertThat(loaded.attachments()).isEmpty();
  }

  @Test
  void readCheckpoint_noManifest_isWhatTheStoreKnows() {
    ModelArtifact loaded = load(artifact(DIGEST, Map.of()), ref("ppo", "2", "BTC-USDT", "1h", ""));
    assertThat(loaded.manifest().orElseThrow().name()).isEqualTo("ppo");
    assertThat(loaded.manifest().orElseThrow().symbol()).isEqualTo("BTC-USDT");
  }

  @Test
  void readCheckpoint_otherAttachments_stay() {
    ByteBuffer normaliser = utf8("normaliser");
    ModelArtifact loaded =
        load(
            artifact(
                DIGEST,
                Map.of(ModelArtifact.MANIFEST, utf8("{}"), ModelArtifact.VECNORMALIZE, normaliser)),
            ref("ppo", "2", "EURUSD", "1h", ""));
    assertThat(loaded.attachments()).containsOnlyKeys(ModelArtifact.VECNORMALIZE);
    assertThat(loaded.attachments().get(ModelArtifact.VECNORMALIZE)).isEqualTo(normaliser);
  }

  @Test
  void readCheckpoint_contradictions_areAllRefusedByName() {
    String manifest =
        "{\"type\":\"lightgbm\",\"version\":\"1.2.4\",\"symbol\":\"GBPUSD\",\"timeframe\":\"1h\"}";
    assertFailure(
        with(manifest),
        ref("xgboost", "1.2.3", "EURUSD", "5m", ""),
        ErrorCode.VERIFICATION_FAILED,
        "trading.model_checkpoints row 7:"
            + " type: expected 'xgboost' as the store says, found 'lightgbm' in the manifest;"
            + " version: expected '1.2.3' as the store says, found '1.2.4' in the manifest;"
            + " symbol: expected 'EURUSD' as the store says, found 'GBPUSD' in the manifest;"
            + " timeframe: expected '5m' as the store says, found '1h' in the manifest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "approved|5m|symbol: expected 1 to 32 of letters, digits, _ and - that are not reserved,"
            + " found 'approved' in the store",
        "EUR/USD|5m|symbol: expected 1 to 32 of letters, digits, _ and - that are not reserved,"
            + " found 'EUR/USD' in the store",
        "EURUSD|M5|timeframe: expected one of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w, found 'M5' in the"
            + " store"
      })
  void readCheckpoint_storeOfOtherNames_isRefused(String symbol, String timeframe, String fault) {
    assertFailure(
        with("{}"),
        ref("xgboost", "1", symbol, timeframe, ""),
        ErrorCode.VERIFICATION_FAILED,
        "trading.model_checkpoints row 7: " + fault);
  }

  @Test
  void readCheckpoint_otherBytesThanSaid_areRefusedWhoeverSaysIt() {
    String zeros = "0".repeat(64);
    CheckpointRef any = ref("xgboost", "1", "EURUSD", "5m", "");
    assertFailure(
        artifact(zeros, Map.of()),
        any,
        ErrorCode.VERIFICATION_FAILED,
        sha256("the store handed over"));
    assertFailure(
        artifact(DIGEST, Map.of()),
        ref("xgboost", "1", "EURUSD", "5m", zeros),
        ErrorCode.VERIFICATION_FAILED,
        sha256("the store knows"));
    assertFailure(
        with("{\"sha256\":\"" + zeros + "\"}"),
        any,
        ErrorCode.VERIFICATION_FAILED,
        sha256("the manifest declares"));
  }

  private static String sha256(String who) {
    return "trading.model_checkpoints row 7: sha256: expected "
        + "0".repeat(64)
        + " as "
        + who
        + ", found "
        + DIGEST;
  }

  @Test
  void readCheckpoint_brokenManifest_isRefusedByItsField() {
    CheckpointRef ref = ref("xgboost", "1", "EURUSD", "5m", "");
    assertFailure(
        with("{\"windw\":1}"),
        ref,
        ErrorCode.MALFORMED_MODEL,
        "manifest of trading.model_checkpoints row 7: 'windw': expected a known key, found one of"
            + " no meaning (did you mean 'window'?)");
    assertFailure(
        artifact(
            DIGEST, Map.of(ModelArtifact.MANIFEST, ByteBuffer.wrap(new byte[] {'{', (byte) 0xff}))),
        ref,
        ErrorCode.MALFORMED_MODEL,
        "manifest of trading.model_checkpoints row 7: expected a manifest in UTF-8, found other"
            + " bytes");
  }

  @Test
  void resolved_manifestAndDocument_keepsTheManifest() {
    ModelManifest declared = Manifests.parse("{\"name\":\"given\"}", "here");
    ModelArtifact resolved =
        Checkpoints.resolved(with("{\"name\":\"attached\"}").withManifest(declared));
    assertThat(resolved.manifest()).contains(declared);
    assertThat(resolved.attachments()).isEmpty();
  }

  private static void assertFailure(
      ModelArtifact artifact, CheckpointRef ref, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> load(artifact, ref))
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}

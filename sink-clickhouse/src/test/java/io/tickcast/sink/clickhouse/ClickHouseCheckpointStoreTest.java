package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.core.ModelLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
class ClickHouseCheckpointStoreTest {
  private static final byte[] MODEL = "{\"model\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST = ModelArtifact.sha256(MODEL);

  private final Archive archive;
  private final Shelf shelf;

  ClickHouseCheckpointStoreTest(Archive archive) {
    this.archive = archive;
    this.shelf = new Shelf(archive);
  }

  private Shelf.Row model(String id) {
    return shelf
        .model(id)
        .with("model_type", "xgboost")
        .with("model_version", "1.2.3")
        .with("symbol", "EURUSD")
        .with("timeframe", "5m")
        .content(MODEL);
  }

  private List<CheckpointRef> find(CheckpointQuery query) {
    try (CheckpointStore store = shelf.store()) {
      return store.find(query);
    }
  }

  private ModelArtifact load(String location) {
    try (CheckpointStore store = shelf.store()) {
      return store.load(new CheckpointRef(location, "", "", "", "", ""));
    }
  }

  @Test
  void find_shippedTables_giveModelsAndAgents() {
    archive.initialized();
    model("m-1")
        .with("sha256", DIGEST.toUpperCase(Locale.ROOT))
        .with("manifest", "{\"name\":\"scalper\"}")
        .with("deployment_status", "production")
        .with("created_at", "2025-10-19 09:55:00.123")
        .insert();
    shelf
        .agent("a-1")
        .with("algorithm", "PPO")
        .with("agent_version", "2.0")
        .with("symbol", "EURUSD")
        .with("timeframe", "1h")
        .content(MODEL)
        .with("created_at", "2025-10-19 09:55:00")
        .insert();
    assertThat(find(CheckpointQuery.any()))
        .containsExactly(
            new CheckpointRef(
                "agent_checkpoints/a-1",
                "PPO",
                "PPO",
                "2.0",
                "EURUSD",
                "1h",
                "",
                "staging",
                1_760_867_700_000L),
            new CheckpointRef(
                "model_checkpoints/m-1",
                "scalper",
                "xgboost",
                "1.2.3",
                "EURUSD",
                "5m",
                DIGEST,
                "production",
                1_760_867_700_123L));
    assertThat(find(new CheckpointQuery("ppo", "2.0", "eurusd", "1H", "STAGING"))).hasSize(1);
    assertThat(load("agent_checkpoints/a-1").location())
        .isEqualTo("clickhouse:" + archive.database + ".agent_checkpoints/a-1");
  }

  @Test
  void find_severalRowsOfOneId_theYoungestCounts() {
    archive.query(
        "CREATE TABLE db.model_checkpoints (checkpoint_id UInt64, model_type String, model_version"
            + " String, symbol String, timeframe String, model_binary String, sha256 String,"
            + " deployment_status String, created_at DateTime) ENGINE = MergeTree ORDER BY"
            + " checkpoint_id");
    model("7")
        .with("deployment_status", "staging")
        .with("created_at", "2025-10-19 09:00:00")
        .insert();
    model("7")
        .with("deployment_status", "retired")
        .with("created_at", "2025-10-19 11:00:00")
        .insert();
    model("7")
        .with("deployment_status", "production")
        .with("created_at", "2025-10-19 10:00:00")
        .insert();
    assertThat(find(CheckpointQuery.any()))
        .extracting(CheckpointRef::status)
        .containsExactly("retired");
    assertThat(find(new CheckpointQuery("", "", "", "", "production"))).isEmpty();
  }

  @Test
  void find_tableOfAnotherTeam_isReadByItsOwnNames() {
    archive.query(
        "CREATE TABLE db.registry (uid UUID, kind Enum8('XGBoost' = 1), ver LowCardinality(String),"
            + " pair FixedString(12), body Nullable(String), extra Array(Float64), stored Int64)"
            + " ENGINE = MergeTree ORDER BY uid");
    archive.query(
        "INSERT INTO db.registry VALUES ('00000000-0000-0000-0000-000000000007', 'XGBoost',"
            + " 'v1.2.3', 'C:EURUSD', base64Encode('{\"model\":1}'), [1.5], 1760867700000)");
    shelf
        .with("models_table", "registry")
        .with("checkpoint_id_column", "uid")
        .with("model_type_column", "kind")
        .with("model_version_column", "ver")
        .with("symbol_column", "pair")
        .with("model_binary_column", "body")
        .with("created_at_column", "stored");
    List<CheckpointRef> found = find(new CheckpointQuery("xgboost", "1.2.3", "EURUSD", ""));
    assertThat(found)
        .containsExactly(
            new CheckpointRef(
                "registry/00000000-0000-0000-0000-000000000007",
                "XGBoost",
                "XGBoost",
                "1.2.3",
                "EURUSD",
                "",
                "",
                "",
                1_760_867_700_000L));
    ModelArtifact loaded = load(found.get(0).location());
    assertThat(loaded.sha256()).isEqualTo(DIGEST);
    assertThat(loaded.attachments()).isEmpty();
  }

  @Test
  void find_columnsThatAreAbsent_comeFromTheManifest() {
    archive.query(
        "CREATE TABLE db.model_checkpoints (checkpoint_id String, model_type String, model_version"
            + " String, model_binary String, manifest String) ENGINE = MergeTree ORDER BY"
            + " checkpoint_id");
    String manifest =
        "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"sha256\":\"" + DIGEST + "\",\"window\":4}";
    shelf
        .model("x'; DROP TABLE y; --")
        .with("model_type", "xgboost")
        .with("model_version", "1")
        .with("manifest", manifest)
        .content(MODEL)
        .insert();
    List<CheckpointRef> found = find(new CheckpointQuery("", "", "EURUSD", "5m"));
    assertThat(found).extracting(CheckpointRef::sha256).containsExactly(DIGEST);
    try (CheckpointStore store = shelf.store()) {
      ModelArtifact loaded = ModelLoader.readCheckpoint(store, found.get(0));
      assertThat(loaded.manifest().orElseThrow().window()).isEqualTo(4);
      assertThat(loaded.manifest().orElseThrow().name()).isEqualTo("xgboost");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_binary|'AAAA\nAAAA'|MALFORMED_MODEL|expected base64 without line breaks, found a line"
            + " break at character 4",
        "model_binary|'data:;base64,AAAA'|MALFORMED_MODEL|expected base64 without line breaks, found"
            + " a data: URL",
        "model_binary|''|MALFORMED_MODEL|expected base64 without line breaks, found nothing",
        "sha256|abc|VERIFICATION_FAILED|expected 64 hexadecimal digits, found 'abc'"
      })
  void load_brokenRow_isRefusedByItsColumn(
      String column, String value, ErrorCode code, String fault) {
    archive.initialized();
    model("row 7").with(column, value).insert();
    assertFailure(
        () -> load("model_checkpoints/row 7"),
        code,
        archive.database + ".model_checkpoints: column '" + column + "', row 'row 7': " + fault);
  }

  @Test
  void load_otherDigestThanTheColumn_isRefused() {
    archive.initialized();
    model("7").with("sha256", "0".repeat(64)).insert();
    assertFailure(
        () -> load("model_checkpoints/7"),
        ErrorCode.VERIFICATION_FAILED,
        archive.database
            + ".model_checkpoints: column 'sha256', row '7': expected the sha256 of the model, "
            + DIGEST
            + ", found "
            + "0".repeat(64));
  }

  @Test
  void load_largerThanTheBound_isRefusedWithoutItsBytes() {
    archive.initialized();
    model("7").content(new byte[3_000]).insert();
    shelf.with("max_bytes", "1000");
    assertFailure(
        () -> load("model_checkpoints/7"),
        ErrorCode.LIMIT_EXCEEDED,
        archive.database
            + ".model_checkpoints: column 'model_binary', row '7': expected a model of at most 1000"
            + " bytes, found 4000 characters of base64");
  }

  @Test
  void find_moreRowsThanTheBound_isRefused() {
    archive.initialized();
    model("1").insert();
    model("2").insert();
    shelf.with("max_rows", "1");
    assertFailure(
        () -> find(CheckpointQuery.any()),
        ErrorCode.LIMIT_EXCEEDED,
        archive.database
            + ".model_checkpoints: expected at most 1 rows that answer, found more: ask for less, or"
            + " set max_rows");
  }

  @Test
  void find_noTables_isEmptyUnlessSomebodyNamedThem() {
    assertThat(find(CheckpointQuery.any())).isEmpty();
    shelf.with("models_table", "registry");
    assertFailure(
        () -> find(CheckpointQuery.any()),
        ErrorCode.EXTERNAL_MISMATCH,
        archive.database + ".registry: expected this table, found none that 'default' may see");
  }

  @Test
  void find_columnThatIsNeeded_isMissedByName() {
    archive.query(
        "CREATE TABLE db.model_checkpoints (checkpoint_id String, model_type String, model_version"
            + " String, model_binary String) ENGINE = MergeTree ORDER BY checkpoint_id");
    shelf.with("model_version_column", "v").with("sha256_column", "digest");
    assertFailure(
        () -> find(CheckpointQuery.any()),
        ErrorCode.EXTERNAL_MISMATCH,
        archive.database
            + ".model_checkpoints: column 'v': expected the column of model_version, found none; setting"
            + " model_version_column names another; "
            + archive.database
            + ".model_checkpoints: column 'digest': expected the column of sha256, found none; setting"
            + " sha256_column names another");
  }

  @Test
  void find_serverAway_isUnavailable() {
    shelf.with("url", "http://127.0.0.1:1");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> find(CheckpointQuery.any()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
  }

  @Test
  void find_tableThatIsGone_isNoticed() {
    archive.initialized();
    try (CheckpointStore store = shelf.store()) {
      assertThat(store.find(CheckpointQuery.any())).isEmpty();
      model("7").insert();
      List<CheckpointRef> found = store.find(CheckpointQuery.any());
      assertThat(found).hasSize(1);
      archive.query("DROP TABLE db.model_checkpoints SYNC");
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.load(found.get(0)));
      assertThat(store.find(CheckpointQuery.any())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_bytes|0|max_bytes: expected a whole number from 1 to 1073741824, found '0'",
        "max_rows|x|max_rows: expected a whole number from 1 to 1000000, found 'x'",
        "agents_table|model_checkpoints|agents_table: expected another table than models_table,"
            + " found 'model_checkpoints'",
        "sha256_column|manifest|manifest_column: expected a column of its own, found 'manifest'"
            + " again",
        "symbol_column|a`b|symbol_column: expected letters, digits, '_', '-' and '.', 64 at most,"
            + " found 'a`b'"
      })
  void create_settingThatDoesNotDo_isRefusedByName(String key, String value, String fault) {
    shelf.with(key, value);
    assertFailure(shelf::store, ErrorCode.INVALID_CONFIGURATION, "store 'models': " + fault);
  }

  private static void assertFailure(Runnable call, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}

package io.tickcast.store.s3;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedBucket.class)
class S3CheckpointStoreTest {
  private final Bucket bucket;

  S3CheckpointStoreTest(Bucket bucket) {
    this.bucket = bucket;
  }

  private List<CheckpointRef> find(CheckpointQuery query) {
    try (CheckpointStore store = bucket.store()) {
      return store.find(query);
    }
  }

  private static CheckpointRef ref(String location) {
    return new CheckpointRef(location, "", "", "", "", "");
  }

  @Test
  void find_flatAndInFolders_isKnownByKeyAndManifest() {
    String digest = ModelArtifact.sha256("b".getBytes(StandardCharsets.UTF_8));
    bucket.put("xgboost_eurusd_5m_v1.2.3.pkl", "a");
    bucket.put("free.json", "b");
    bucket.put(
        "free.json.manifest.json",
        "{\"name\":\"sw\\u0069ng\",\"golden\":{\"rows\":[[1,\"}\"]]},\"version\":\"7\",\"sha256\":\""
            + digest
            + "\",\"symbol\":\"C:gbpusd\",\"deployment_status\":\"canary\"}");
    bucket.put("README.md", "no model");
    bucket.put("scalper/v2/model.json", "c");
    bucket.put("deep/1/2/model.json", "not at this depth");
    bucket.put("swing/1/model.json", "d");
    bucket.put("swing/1/model.json.manifest.json", "{}");
    bucket.put("swing/1/metrics.json", "not declared beside one that is");
    bucket.put("xgboost_eurusd_5m_v2.pkl.part", "unfinished");
    bucket.server.put(bucket.name, "elsewhere/xgboost_eurusd_5m_v9.pkl", new byte[] {1});
    assertThat(find(CheckpointQuery.any()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("createdAtMillis")
        .containsExactly(
            new CheckpointRef("free.json", "swing", "", "7", "GBPUSD", "", digest, "canary", 0),
            new CheckpointRef("scalper/v2/model.json", "scalper", "", "2", "", ""),
            new CheckpointRef("swing/1/model.json", "swing", "", "1", "", ""),
            new CheckpointRef(
                "xgboost_eurusd_5m_v1.2.3.pkl", "xgboost", "xgboost", "1.2.3", "EURUSD", "5m"));
    assertThat(find(new CheckpointQuery("", "", "gbpusd", "", "Canary"))).hasSize(1);
  }

  @Test
  void load_foldersAndManifest_areCompletedByTheCore() {
    bucket.put("scalper/v2/model.json", "c");
    bucket.put("scalper/v2/model.json.manifest.json", "{\"window\":3}");
    try (CheckpointStore store = bucket.store()) {
      CheckpointRef found = store.find(CheckpointQuery.any()).get(0);
      ModelArtifact loaded = ModelLoader.readCheckpoint(store, found);
      assertThat(loaded.location())
          .isEqualTo("s3://" + bucket.name + "/live/models/scalper/v2/model.json");
      assertThat(loaded.manifest().orElseThrow().name()).isEqualTo("scalper");
      assertThat(loaded.manifest().orElseThrow().version()).isEqualTo("2");
      assertThat(loaded.manifest().orElseThrow().window()).isEqualTo(3);
    }
  }

  @Test
  void find_manifestThatIsWrittenAnew_isReadAgain() {
    bucket.put("a.json", "a");
    bucket.put("a.json.manifest.json", "{\"deployment_status\":\"staging\"}");
    try (CheckpointStore store = bucket.store()) {
      assertThat(store.find(CheckpointQuery.any()).get(0).status()).isEqualTo("staging");
      assertThat(store.find(CheckpointQuery.any()).get(0).status()).isEqualTo("staging");
      bucket.put("a.json.manifest.json", "{\"deployment_status\":\"retired\"}");
      assertThat(store.find(CheckpointQuery.any()).get(0).status()).isEqualTo("retired");
    }
  }

  @Test
  void find_moreThanAPage_findsAllAndKeepsTheBound() {
    for (int i = 0; i < 7; i++) {
      bucket.put("xgboost_eurusd_5m_v" + i + ".json", "a");
    }
    bucket.with("max_objects", "6");
    assertFailure(
        () -> find(CheckpointQuery.any()),
        ErrorCode.LIMIT_EXCEEDED,
        "store 'bucket': expected at most 6 objects at "
            + bucket.server.url()
            + " s3://"
            + bucket.name
            + "/live/models/, found more: set prefix, or max_objects");
    bucket.with("max_objects", "7");
    assertThat(find(CheckpointQuery.any())).hasSize(7);
  }

  @Test
  void load_largerThanTheBound_isRefused() {
    bucket.put("xgboost_eurusd_5m_v1.json", "abc");
    bucket.with("max_bytes", "2");
    try (CheckpointStore store = bucket.store()) {
      assertFailure(
          () -> store.load(ref("xgboost_eurusd_5m_v1.json")),
          ErrorCode.LIMIT_EXCEEDED,
          "s3://"
              + bucket.name
              + "/live/models/xgboost_eurusd_5m_v1.json: expected at most 2 bytes, found 3 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "README.md",
    "a.json.manifest.json",
    ".hidden",
    "a/b/c/d",
    "../x.json",
    "''",
    "no.json"
  })
  void load_whatIsNoModel_isNotFound(String location) {
    bucket.put("README.md", "no model");
    bucket.put("a.json.manifest.json", "{}");
    try (CheckpointStore store = bucket.store()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.load(ref(location)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void find_noBucket_saysSo() {
    bucket.with("bucket", "no-such-bucket");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> find(CheckpointQuery.any()))
        .withMessageStartingWith(
            "store 'bucket': expected a list of objects in that bucket at "
                + bucket.server.url()
                + " s3://no-such-bucket/live/models/, found status 404 NoSuchBucket")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bucket|UPPER|bucket: expected text of the form [a-z0-9][a-z0-9.-]{1,62}, found 'UPPER'",
        "endpoint|ftp://a|endpoint: expected an address such as http://localhost:9000, found 'ftp://a'",
        "endpoint|http://me:hunter2@a|endpoint: expected an address such as http://localhost:9000,"
            + " found 'a'",
        "path_style|yes|path_style: expected true or false, found 'yes'",
        "max_bytes|0|max_bytes: expected a whole number from 1 to 1073741824, found '0'",
        "timeout|0s|timeout: expected a duration from 1ms to 1800s, such as 10s, found '0s'",
        "secret_access_key|''|secret_access_key: expected both of access_key_id and"
            + " secret_access_key, or none for what the SDK finds, found one of them"
      })
  void create_settingThatDoesNotDo_isRefusedByName(String key, String value, String fault) {
    bucket.with(key, value);
    assertFailure(bucket::store, ErrorCode.INVALID_CONFIGURATION, "store 'bucket': " + fault);
  }

  private static void assertFailure(Runnable call, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}

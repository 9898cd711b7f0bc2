package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.S3Server;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Python package exports and publishes is served from every store alike. */
class PublishedModelsTest {
  private static final Map<String, String> MODELS =
      new TreeMap<>(
          Map.of(
              "catboost", "catboost_eurusd_1h_v1.0.0.cbm",
              "lightgbm", "lightgbm_eurusd_1h_v1.0.0.txt",
              "random_forest", "random_forest_eurusd_1h_v1.0.0.pkl",
              "xgboost", "xgboost_eurusd_1h_v1.0.0.ubj"));

  @TempDir private Path folder;

  @BeforeAll
  static void logNothing() {
    Logs.silent();
  }

  private static Path exported(String name) throws IOException, URISyntaxException {
    URL resource = PublishedModelsTest.class.getResource("exported/" + name);
    return Path.of(Objects.requireNonNull(resource, name).toURI());
  }

  /** The stores of a configuration. */
  private Map<String, CheckpointStore> stores(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("tickcast.yaml"), yaml);
    ServiceConfig config = ConfigReader.read(file, Map.of(), Map.of()).valid();
    return ModelStores.of(config, Components.of(() -> 0)).makeAll();
  }

  private static void assertServesAll(CheckpointStore store, String place) {
    try (InferenceEngine engine = InferenceEngine.builder().checkpointStore(store).build()) {
      MODELS
          .keySet()
          .forEach(
              type -> {
                LoadedModel model = engine.loadModel(type, "1.0.0", "EURUSD", "1h");
                assertThat(model.modelVersion()).isEqualTo(type + "-v1.0.0");
                assertThat(model.verification()).contains(" golden rows within tolerance");
                assertThat(model.location()).contains(place);
              });
    }
  }

  @Test
  void files_ofEveryFormat_areServed() throws Exception {
    Path models = exported(MODELS.get("xgboost")).getParent();
    String yaml = "stores: [{name: own, type: files, folder: '" + models + "'}]\n";
    assertServesAll(stores(yaml).get("own"), models.toString());
  }

  @Test
  void classPath_ofEveryFormat_isServed() throws Exception {
    String yaml =
        "stores: [{name: own, type: classpath, prefix: io/tickcast/examples/service/exported,"
            + " names: '"
            + String.join(",", MODELS.values())
            + "'}]\n";
    assertServesAll(stores(yaml).get("own"), "classpath:io/tickcast/examples/service/exported/");
  }

  @Test
  void s3_objectsOfEveryFormat_areServedWhenItIsAwayToo() throws Exception {
    String yaml;
    try (S3Server server = S3Server.start()) {
      yaml =
          "stores: [{name: bucket, type: s3, bucket: models, prefix: live, access_key_id: a,"
              + " secret_access_key: b, timeout: 5s, endpoint: '"
              + server.url()
              + "'}]\ndata: data\n";
      server.createBucket("models");
      for (String model : MODELS.values()) {
        for (String name : List.of(model, model + ".manifest.json")) {
          server.put("models", "live/" + name, Files.readAllBytes(exported(name)));
        }
      }
      assertServesAll(stores(yaml).get("bucket"), "s3://models/live/");
    }
    assertServesAll(stores(yaml).get("bucket"), " (from the cache)");
  }

  @Test
  void clickHouse_rowsThatThePackagePublished_areServedWhenItIsAwayToo() throws Exception {
    String yaml;
    try (ClickHouseServer server = ClickHouseServer.start()) {
      yaml = "stores: [{name: table, type: clickhouse, url: '" + server.url() + "'}]\ndata: data\n";
      ClickHouseSchema.of(
              Components.of(() -> 0)
                  .config(
                      "sink",
                      new ServiceConfig.Component(
                          "a", "clickhouse", Map.of("url", server.url()), Place.DEFAULT)))
          .init(true);
      for (String row : Files.readAllLines(exported("model_checkpoints.jsonl"))) {
        server.query("INSERT INTO model_checkpoints FORMAT JSONEachRow " + row);
      }
      CheckpointStore store = stores(yaml).get("table");
      List<CheckpointRef> found = store.find(CheckpointQuery.any());
      assertThat(found).hasSize(MODELS.size()).allMatch(ref -> ref.status().equals("staging"));
      assertServesAll(store, "clickhouse:default.model_checkpoints/");
    }
    assertServesAll(stores(yaml).get("table"), " (from the cache)");
  }
}

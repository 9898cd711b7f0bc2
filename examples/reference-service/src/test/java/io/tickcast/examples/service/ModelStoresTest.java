package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.CheckpointStore;
import io.tickcast.core.CachedCheckpointStore;
import io.tickcast.core.FolderCheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoresTest {
  @TempDir private Path folder;

  private LoadedConfig read(String yaml, Map<String, ConfigScope.Layered> flags)
      throws IOException {
    Path file = Files.writeString(folder.resolve("tickcast.yaml"), yaml);
    Map<String, String> environment =
        yaml.contains("name: table")
            ? Map.of("TICKCAST_STORES_TABLE_PASSWORD", "hunter2")
            : Map.of();
    return Components.checked(ConfigReader.read(file, environment, flags));
  }

  private static Map<String, CheckpointStore> stores(LoadedConfig loaded) {
    return ModelStores.of(loaded.valid(), Components.of(() -> 0)).makeAll();
  }

  private static ConfigScope.Layered flag(String name, String value) {
    return new ConfigScope.Layered(value, Place.flag(name));
  }

  private static final String TABLE =
      "stores:\n  - {name: table, type: clickhouse, url: 'http://127.0.0.1:1'";

  @Test
  void stores_ofOtherMachines_haveACache() throws IOException {
    LoadedConfig loaded =
        read(
            TABLE + ", cache_max_bytes: 1000}\n  - {name: own, type: files, folder: m}\n",
            Map.of());
    assertThat(stores(loaded))
        .containsOnlyKeys("table", "own")
        .hasEntrySatisfying("table", it -> assertThat(it).isInstanceOf(CachedCheckpointStore.class))
        .hasEntrySatisfying("own", it -> assertThat(it).isInstanceOf(FolderCheckpointStore.class));
    assertThat(loaded.effective().toString()).doesNotContain("hunter2");
    assertThat(loaded.valid().stores().get(0).options()).containsEntry("password", "hunter2");
    assertThat(loaded.valid().stores().get(1).options())
        .containsEntry("folder", folder.resolve("m").toString());
  }

  @Test
  void store_withoutItsCache_isTheStoreItself() throws IOException {
    assertThat(stores(read(TABLE + ", cache: false}\n", Map.of())).get("table"))
        .isNotInstanceOf(CachedCheckpointStore.class);
  }

  @Test
  void folderOfModels_noStoreOfFiles_isAStoreItself() throws IOException {
    LoadedConfig none = ConfigReader.withoutFile(Map.of(), Map.of());
    assertThat(stores(none)).containsOnlyKeys("models.folder");
    assertThat(stores(read(TABLE + "}\n", Map.of()))).containsOnlyKeys("table");
    Files.createDirectory(folder.resolve("models"));
    assertThat(stores(read(TABLE + "}\n", Map.of()))).containsOnlyKeys("models.folder", "table");
  }

  @Test
  void flags_ofModelsAndClickHouse_makeStores() throws IOException {
    LoadedConfig loaded =
        read(
            "http: {port: 0}\n",
            Map.of(
                "stores.files.folder", flag("--models", folder.toString()),
                "stores.clickhouse.url", flag("--clickhouse", "http://127.0.0.1:1")));
    assertThat(stores(loaded)).containsOnlyKeys("files", "clickhouse");
  }

  @Test
  void settings_thatDoNotDo_areFaultsOfTheirStores() throws IOException {
    String yaml =
        TABLE
            + ", cache: maybe}\n"
            + "  - {name: b, type: clickhouse, url: 'http://a', cache_max_bytes: 0}\n"
            + "  - {name: c, type: files, folder: m, foldr: n}\n"
            + "  - {name: d, type: sftp}\n";
    assertThat(read(yaml, Map.of()).faults())
        .extracting(Fault::toString)
        .satisfiesExactly(
            a ->
                assertThat(a)
                    .endsWith("store 'table': cache: expected true or false, found 'maybe'"),
            b ->
                assertThat(b)
                    .endsWith(
                        "store 'b': cache_max_bytes: expected a whole number of at least 1, found"
                            + " '0'"),
            c -> assertThat(c).contains("store 'c': expected settings of [").endsWith("[foldr]"),
            d -> assertThat(d).contains("store 'd': type: ").contains("classpath, clickhouse"));
  }
}

package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentCatalogTest {
  private final ComponentCatalog catalog =
      ComponentCatalog.find(ComponentCatalogTest.class.getClassLoader());

  @TempDir Path folder;

  @Test
  void component_ofAKnownType_isMadeAndNotOpened() {
    ComponentConfig ofFile = config(Map.of("file", folder.resolve("none").toString()));
    try (FeatureSource source = catalog.source("recording", ofFile);
        SignalSink sink = catalog.sink("jsonl", ofFile);
        CheckpointStore store =
            catalog.store("files", config(Map.of("folder", folder.toString())))) {
      assertThat(source).isInstanceOf(RecordedSource.class);
      assertThat(sink).isInstanceOf(JsonLinesSink.class);
      assertThat(store).isInstanceOf(FolderCheckpointStore.class);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void component_ofAnUnknownType_isRefusedWithItsNameAndTheNamesThatExist() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> catalog.sink("jsonll", config(Map.of())))
        .withMessageStartingWith("sink 'a': type: expected a signal sink of [")
        .withMessageContaining("jsonl")
        .withMessageEndingWith("found 'jsonll' (did you mean 'jsonl'?)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void component_withASettingThatDoesNotDo_isRefusedByItsProvider() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> catalog.source("recording", config(Map.of())))
        .withMessage("sink 'a': expected setting 'file', found none")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  private static ComponentConfig config(Map<String, String> options) {
    return new ComponentConfig("sink 'a'", options, new ManualClock(0));
  }
}

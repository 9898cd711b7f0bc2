package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.core.ModelSwitch.Prepared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryModelsTest {
  private static final ModelChoice RELOADING = choice("", "", Optional.of(true));

  @TempDir private Path folder;

  private static ModelChoice choice(String version, String path, Optional<Boolean> reloads) {
    return new ModelChoice(
        Optional.empty(),
        Optional.of(version).filter(it -> !it.isEmpty()),
        Optional.of(path).filter(it -> !it.isEmpty()),
        reloads);
  }

  private static ModelChoice version(String version) {
    return choice(version, "", Optional.empty());
  }

  private static RegistryRig rig() {
    return new RegistryRig(RegistryRig::twoVersions, "1.9.0", builder -> {});
  }

  private static RegistryRig opened() {
    RegistryRig rig = rig();
    rig.rig.engine.open();
    rig.rig.run();
    return rig;
  }

  private RegistryModels models(RegistryRig rig, String binding, ModelChoice configured) {
    return new RegistryModels(rig.rig.engine, binding, configured, folder);
  }

  private static String serving(RegistryRig rig) {
    rig.rig.run();
    return rig.series().champion().modelVersion();
  }

  private static void refused(RegistryModels models, ModelChoice choice, String... texts) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> models.prepare(choice, "hub version 7"))
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }

  @Test
  void prepare_newVersion_servesWhenItIsCommittedAndNotBefore() {
    try (RegistryRig rig = opened()) {
      RegistryModels models = models(rig, "main", RELOADING);
      models.prepare(version("1.10.0"), "hub version 7").close();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.9.0");
      try (Prepared prepared = models.prepare(version("1.10.0"), "hub version 8")) {
        prepared.commit();
      }
      assertThat(serving(rig)).isEqualTo("xgboost-v1.10.0");
      assertThat(rig.series().lastSwap().orElseThrow().who()).isEqualTo("hub version 8");
      try (Prepared prepared = models.prepare(ModelChoice.none(), "hub version 9")) {
        prepared.commit();
      }
      assertThat(serving(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void prepare_beforeTheEngineIsOpen_isInForceForTheFirstBar() {
    try (RegistryRig rig = rig()) {
      rig.registry.bind();
      try (Prepared prepared =
          models(rig, "main", RELOADING).prepare(version("1.10.0"), "hub version 7")) {
        prepared.commit();
      }
      rig.rig.engine.open();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.10.0");
    }
  }

  @Test
  void prepare_beforeTheRegistryIsBound_loadsNoOther() {
    try (RegistryRig rig = rig()) {
      try (Prepared prepared =
          models(rig, "main", RELOADING).prepare(version("1.10.0"), "hub version 7")) {
        prepared.commit();
      }
      rig.rig.engine.open();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.10.0");
      assertThat(rig.registry.history()).hasSize(1);
    }
  }

  @Test
  void prepare_fileBelowTheFolder_servesIt() throws Exception {
    FakeModelProvider[] provider = new FakeModelProvider[1];
    try (RegistryRig rig =
        new RegistryRig(
            RegistryRig::twoVersions,
            "1.9.0",
            builder -> provider[0] = (FakeModelProvider) builder.providers.get(0))) {
      rig.rig.engine.open();
      rig.rig.run();
      provider[0].with("file", RegistryRig.seller());
      Files.write(folder.resolve("xgboost_eurusd_5m_v1.2.3.json"), FakeModelProvider.bytes("file"));
      RegistryModels models = models(rig, "main", RELOADING);
      ModelChoice said = choice("1.2.3", "xgboost_eurusd_5m_v1.2.3.json", Optional.empty());
      models.prepare(said, "hub version 7").commit();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.2.3");
    }
  }

  @Test
  void prepare_versionOfTwoModels_servesThatOfTheType() {
    try (RegistryRig rig =
        new RegistryRig(
            store -> store.with("1.9.0", Rig.buyer()),
            "only",
            builder ->
                builder.bindings(List.of(Binding.ofAll("main", "", new VersionChoice.Only()))))) {
      rig.rig.engine.open();
      rig.rig.run();
      rig.store.with("2.0.0", Rig.buyer()).withModel("lightgbm", "2.0.0", RegistryRig.seller());
      RegistryModels models = models(rig, "main", RELOADING);
      refused(models, version("2.0.0"), "found several by '2.0.0': lightgbm, xgboost");
      ModelChoice typed =
          new ModelChoice(
              Optional.of("lightgbm"), Optional.of("2.0.0"), Optional.empty(), Optional.empty());
      models.prepare(typed, "hub version 7").commit();
      assertThat(serving(rig)).isEqualTo("lightgbm-v2.0.0");
      models.prepare(typed, "hub version 8").commit();
      assertThat(rig.series().lastSwap().orElseThrow().who()).isEqualTo("hub version 7");
    }
  }

  @Test
  void prepare_withoutAutoReload_isRefusedUnlessItIsNothingNew() {
    try (RegistryRig rig = opened()) {
      RegistryModels models = models(rig, "main", ModelChoice.none());
      refused(
          models,
          version("1.10.0"),
          "operational.model_config.model_version: expected '1.9.0' while auto_reload is false,"
              + " found '1.10.0'");
      models.prepare(version("1.9.0"), "hub").commit();
      models.prepare(choice("1.10.0", "", Optional.of(true)), "hub").commit();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.10.0");
    }
  }

  @Test
  void prepare_versionThatIsNotThere_isRefused() {
    try (RegistryRig rig = opened()) {
      refused(models(rig, "main", RELOADING), version("2.0.0"), "2.0.0");
      refused(models(rig, "main", RELOADING), version("v 7"), "version");
      assertThat(serving(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void prepare_typeOfAnotherModel_isRefused() {
    try (RegistryRig rig = opened()) {
      ModelChoice other =
          new ModelChoice(
              Optional.of("lightgbm"), Optional.of("1.10.0"), Optional.empty(), Optional.empty());
      refused(
          models(rig, "main", RELOADING),
          other,
          "operational.model_config.model_type: expected that of version 1.10.0: 'xgboost'");
    }
  }

  @Test
  void prepare_fileThatIsNotBelowTheFolder_isRefused() throws Exception {
    Path outside = Files.createTempFile(folder.getParent(), "outside", ".json");
    Files.createSymbolicLink(folder.resolve("link.json"), outside);
    try (RegistryRig rig = opened()) {
      RegistryModels models = models(rig, "main", RELOADING);
      for (String path :
          new String[] {
            outside.toString(), "../" + outside.getFileName(), "none.json", "link.json"
          }) {
        refused(
            models,
            choice("", path, Optional.empty()),
            "operational.model_config.checkpoint_path: expected a file below");
      }
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void prepare_fileOfAnotherVersion_isRefused() throws Exception {
    Files.writeString(folder.resolve("xgboost_eurusd_5m_v1.2.3.json"), "{}");
    try (RegistryRig rig = opened()) {
      refused(
          models(rig, "main", RELOADING),
          choice("1.2.4", "xgboost_eurusd_5m_v1.2.3.json", Optional.empty()),
          "checkpoint_path: expected a file of version 1.2.4 as model_version says, found version"
              + " '1.2.3'");
    }
  }

  @Test
  void prepare_noSuchBinding_refusesModelsAlone() {
    try (RegistryRig rig = opened()) {
      RegistryModels models = models(rig, "default", RELOADING);
      refused(models, version("1.10.0"), "model_version: expected models by 'bindings'");
      models.prepare(ModelChoice.none(), "hub").commit();
      assertThat(serving(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }
}

package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.InferenceException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a registry makes of stores: one of two is away, or holds what is not in production. */
class RegistryStoresTest {
  /** A second store beside the one of the rig. */
  private FakeStore other = new FakeStore(new FakeModelProvider());

  private RegistryRig rig(boolean otherAway) {
    return new RegistryRig(
        store -> store.with("1.9.0", Rig.buyer()),
        "latest",
        builder -> {
          other = new FakeStore((FakeModelProvider) builder.providers.get(0));
          other.with("1.10.0", RegistryRig.seller());
          other.away = otherAway;
          CheckpointStore second = other;
          builder
              .checkpointStore(second)
              .registry(RegistrySettings.defaults().withAutoReload(true));
        });
  }

  @Test
  void bind_oneStoreAway_servesWhatTheOtherHolds() {
    try (RegistryRig rig = rig(true)) {
      rig.rig.engine.open();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void look_storeOfTheServingVersionAway_staysAndFollowsWhenItIsBack() {
    try (RegistryRig rig = rig(false)) {
      rig.rig.engine.open();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.10.0");
      other.away = true;
      rig.registry.look();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.10.0");
      other.away = false;
      other.with("1.11.0", Rig.buyer());
      rig.registry.look();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.11.0");
    }
  }

  @Test
  void bind_allStoresAway_saysWhy() {
    try (RegistryRig rig = rig(true)) {
      rig.store.away = true;
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(rig.registry::bind)
          .withMessageContaining("expected the store, found none");
    }
  }

  @Test
  void bind_onlyOneIsMeant_leavesAsideWhatIsNotInProduction() {
    try (RegistryRig rig =
        new RegistryRig(
            store ->
                store
                    .with("1.0.0", Rig.buyer())
                    .with("2.0.0", "EURUSD", "staging", RegistryRig.seller(), Optional.empty()),
            "only",
            builder -> {})) {
      rig.rig.engine.open();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.0.0");
    }
  }

  @Test
  void bind_nothingIsInProduction_isRefusedUntilSomebodyNamesTheVersion() {
    for (String choice : new String[] {"only", "latest"}) {
      try (RegistryRig rig = new RegistryRig(RegistryStoresTest::staging, choice, builder -> {})) {
        assertThatExceptionOfType(InferenceException.class)
            .isThrownBy(rig.registry::bind)
            .withMessageContaining(
                "found only 2.0.0 (staging), 3.0.0 (retired): what is not in production serves"
                    + " when somebody names its version");
      }
    }
    try (RegistryRig rig = new RegistryRig(RegistryStoresTest::staging, "2.0.0", builder -> {})) {
      rig.rig.engine.open();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v2.0.0");
    }
  }

  private static void staging(FakeStore store) {
    store
        .with("2.0.0", "EURUSD", "staging", Rig.buyer(), Optional.empty())
        .with("3.0.0", "EURUSD", "retired", Rig.buyer(), Optional.empty());
  }

  private static RegistryRig following(Consumer<FakeStore> content) {
    return new RegistryRig(
        content,
        "latest",
        builder -> builder.registry(RegistrySettings.defaults().withAutoReload(true)));
  }

  @Test
  void look_newerVersionIsInStaging_servesOnlyWhenAnOperatorSaysSo() {
    try (RegistryRig rig =
        following(
            store -> store.with("1.0.0", "EURUSD", "Production", Rig.buyer(), Optional.empty()))) {
      rig.rig.engine.open();
      staging(rig.store);
      rig.registry.look();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.0.0");
      assertThat(rig.promote("latest").get(0).toVersion()).isEqualTo("xgboost-v1.0.0");
      rig.promote("3.0.0");
      rig.registry.look();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v3.0.0");
    }
  }

  @Test
  void look_anotherModelOfAHigherVersion_isRefusedAndTheOldOneServes() {
    try (RegistryRig rig =
        new RegistryRig(
            store -> store.with("1.0.0", Rig.buyer()),
            "latest",
            builder ->
                builder
                    .bindings(List.of(Binding.ofAll("main", "", new VersionChoice.Latest())))
                    .registry(RegistrySettings.defaults().withAutoReload(true)))) {
      rig.rig.engine.open();
      rig.store.withModel("lightgbm", "7.0.0", RegistryRig.seller());
      rig.registry.look();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v1.0.0");
      assertThat(rig.rig.heard.alerts)
          .anyMatch(
              it ->
                  it.contains("found several by 'latest': lightgbm, xgboost")
                      && it.contains("say which one binding 'main' means"));
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> rig.promote("latest"))
          .withMessageContaining("several by 'latest'");
      assertThat(rig.promote("1.0.0").get(0).toVersion()).isEqualTo("xgboost-v1.0.0");
    }
  }
}

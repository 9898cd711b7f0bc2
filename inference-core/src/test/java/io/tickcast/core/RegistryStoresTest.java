package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.InferenceException;
import java.util.Optional;
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
  void bind_nothingIsInProduction_servesTheOneThatThereIs() {
    try (RegistryRig rig =
        new RegistryRig(
            store -> store.with("2.0.0", "EURUSD", "staging", Rig.buyer(), Optional.empty()),
            "only",
            builder -> {})) {
      rig.rig.engine.open();
      rig.rig.run();
      assertThat(rig.series().champion().modelVersion()).isEqualTo("xgboost-v2.0.0");
    }
  }
}

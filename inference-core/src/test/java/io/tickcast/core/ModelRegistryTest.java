package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
  private RegistryRig rig = new RegistryRig(RegistryRig::twoVersions, "1.9.0", builder -> {});
  private long bar = BAR;

  @AfterEach
  void close() {
    rig.close();
  }

  private void use(RegistryRig other) {
    rig.close();
    rig = other;
  }

  private String decide() {
    rig.rig.at(bar).bar(usual(bar));
    bar += STEP;
    Heard.Decided last = rig.rig.heard.last();
    return last.modelVersion() + " " + last.type().code();
  }

  @Test
  void bind_exactVersion_servesIt() {
    rig.rig.engine.open();
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    assertThat(rig.rig.engine.status().readyButForFeed()).isTrue();
    assertThat(rig.series().champion().verification().warmUp()).isPositive();
  }

  @Test
  void bind_latest_ordersVersionsByTheirNumbers() {
    use(new RegistryRig(RegistryRig::twoVersions, "latest", builder -> {}));
    rig.rig.engine.open();
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
  }

  @Test
  void bind_status_servesTheOneInProduction() {
    use(
        new RegistryRig(
            store ->
                store
                    .with("1", "EURUSD", "production", Rig.buyer(), Optional.empty())
                    .with("2", "EURUSD", "staging", RegistryRig.seller(), Optional.empty()),
            "status:production",
            builder -> {}));
    rig.rig.engine.open();
    assertThat(decide()).isEqualTo("xgboost-v1 buy");
  }

  @Test
  void bind_severalVersionsWithoutChoice_isRefusedNamingThem() {
    use(new RegistryRig(RegistryRig::twoVersions, "only", builder -> {}));
    assertThatThrownBy(rig.rig.engine::open)
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("expected one model for EURUSD 5m", "1.9.0", "1.10.0");
  }

  @Test
  void bind_emptyStoreThatIsWaitedFor_isLiveAndNotReady() {
    use(
        new RegistryRig(
            store -> {},
            "latest",
            builder -> builder.registry(RegistrySettings.defaults().withWaitsForModels(true))));
    rig.rig.engine.open();
    assertThat(rig.rig.engine.status().notReady())
        .anyMatch(line -> line.contains("binding 'main' lacks a model") && line.contains("store"));
    rig.store.with("1.0.0", Rig.buyer());
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v1.0.0 buy");
    assertThat(rig.rig.engine.status().notReady()).noneMatch(line -> line.contains("binding"));
  }

  @Test
  void promote_anotherVersion_decidesFromTheNextBarOn() {
    rig.rig.engine.open();
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    ModelEvent event = rig.promote("1.10.0").get(0);
    assertThat(event.kind()).isEqualTo(ModelEvent.Kind.PROMOTED);
    assertThat(event.fromVersion() + ">" + event.toVersion())
        .isEqualTo("xgboost-v1.9.0>xgboost-v1.10.0");
    assertThat(event.who() + " " + event.reason()).isEqualTo("ann because");
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
    assertThat(rig.series().hot())
        .extracting(BindingStatus.ModelInfo::modelVersion)
        .containsExactly("xgboost-v1.9.0");
    assertThat(rig.series().pinned()).isTrue();
    assertThat(rig.events.texts()).anyMatch(it -> it.contains("\"event\":\"promoted\""));
  }

  @Test
  void rollback_afterAPromotion_servesTheVersionBeforeOnce() {
    rig.rig.engine.open();
    rig.promote("1.10.0");
    assertThat(rig.rollBack().get(0).kind()).isEqualTo(ModelEvent.Kind.ROLLED_BACK);
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    assertThatThrownBy(rig::rollBack)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected a version that served EURUSD 5m before");
  }

  @Test
  void promote_versionThatIsNotThere_saysWhichThereAre() {
    rig.rig.engine.open();
    assertThatThrownBy(() -> rig.promote("1.11.0"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("1.11.0", "only 1.9.0, 1.10.0");
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    assertThat(rig.series().lastRefusal()).isPresent();
    assertThat(rig.rig.heard.alerts).anyMatch(it -> it.startsWith("model_refused"));
    assertThat(rig.events.texts()).anyMatch(it -> it.contains("\"event\":\"refused\""));
  }

  @Test
  void promote_featuresThatTheFeedLacks_isRefusedWithTheDifference() {
    rig.rig.engine.open();
    decide();
    rig.store.with("2.0.0", FixedModel.classes(List.of("rsi_14", "rsi_15"), 0.8, 0.1, 0.1));
    assertThatThrownBy(() -> rig.promote("2.0.0"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("missing 'rsi_15'", "did you mean 'rsi_14'");
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
  }

  @Test
  void promote_twoFeaturesSwappedInTheFile_isCaughtByTheGoldenRows() {
    FixedModel swapped =
        new FixedModel(
            FixedModel.signature(
                List.of("atr_14", "rsi_14"),
                List.of("buy", "sell", "hold"),
                OutputRole.PROBABILITY),
            (in, out) -> {
              out[0] = in[0];
              out[1] = in[1];
              out[2] = 1 - in[0] - in[1];
            });
    GoldenRows golden =
        new GoldenRows(List.of(List.of(0.1, 0.7)), List.of(List.of(0.7, 0.1, 0.2)), 1e-9, 0);
    rig.rig.engine.open();
    rig.store.with("2.0.0", "EURUSD", "", swapped, Optional.of(golden));
    assertThatThrownBy(() -> rig.promote("2.0.0"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("golden row 0", "expected 0.7, found 0.1");
    assertThat(swapped.closes).hasValue(1);
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
  }

  @Test
  void promote_sameVersionWithAnotherContent_isRefused() {
    rig.rig.engine.open();
    rig.promote("1.10.0");
    rig.store.clear();
    rig.store.with("1.9.0", RegistryRig.seller());
    assertThatThrownBy(() -> rig.promote("1.9.0"))
        .isInstanceOfSatisfying(
            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
        .hasMessageContaining("expected one content of a version");
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
  }

  @Test
  void promote_manyVersions_closesThoseThatAreNotHot() {
    FixedModel[] models = new FixedModel[4];
    rig.rig.engine.open();
    for (int i = 0; i < models.length; i++) {
      models[i] = Rig.buyer();
      rig.store.with("3." + i, models[i]);
      rig.promote("3." + i);
      decide();
    }
    assertThat(models[0].closes).hasValue(1);
    assertThat(models[1].closes).hasValue(1);
    assertThat(models[2].closes).hasValue(0);
    assertThat(models[2].openPredictors).hasValue(0);
    assertThat(models[3].openPredictors).hasValue(1);
  }

  @Test
  void lease_modelThatIsReplaced_staysOpenUntilItIsGivenBack() {
    use(
        new RegistryRig(
            RegistryRig::twoVersions,
            "1.9.0",
            builder -> builder.registry(RegistrySettings.defaults().withHotVersions(0))));
    rig.rig.engine.open();
    PredictorLease lease = rig.registry.lease("EURUSD", "5m").orElseThrow();
    rig.promote("1.10.0");
    double[] out = new double[3];
    lease.predict(new double[2], out);
    assertThat(out[0]).isEqualTo(0.85);
    assertThat(lease.model().isClosed()).isFalse();
    lease.close();
    assertThat(lease.model().isClosed()).isTrue();
  }

  @Test
  void look_latestHasMoved_promotesIt() {
    use(
        new RegistryRig(
            RegistryRig::twoVersions,
            "latest",
            builder -> builder.registry(RegistrySettings.defaults().withAutoReload(true))));
    rig.rig.engine.open();
    rig.store.with("2.0.0", Rig.buyer());
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v2.0.0 buy");
    ModelEvent last = rig.series().lastSwap().orElseThrow();
    assertThat(last.who()).isEqualTo("auto_reload");
  }

  @Test
  void look_operatorRolledBack_staysUntilSomethingNewComes() {
    use(
        new RegistryRig(
            RegistryRig::twoVersions,
            "latest",
            builder -> builder.registry(RegistrySettings.defaults().withAutoReload(true))));
    rig.rig.engine.open();
    rig.promote("1.9.0");
    rig.registry.look();
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    rig.store.with("1.11.0", RegistryRig.seller());
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v1.11.0 sell");
  }

  @Test
  void look_newVersionIsRefused_isTriedOnceAndTheOldOneServes() {
    use(
        new RegistryRig(
            RegistryRig::twoVersions,
            "latest",
            builder -> builder.registry(RegistrySettings.defaults().withAutoReload(true))));
    rig.rig.engine.open();
    FixedModel bad = Rig.buyer();
    GoldenRows golden =
        new GoldenRows(List.of(List.of(1.0, 1.0)), List.of(List.of(0.0, 0.0, 1.0)), 1e-9, 0);
    rig.store.with("2.0.0", "EURUSD", "", bad, Optional.of(golden));
    rig.registry.look();
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
    assertThat(bad.closes).hasValue(1);
    assertThat(rig.rig.heard.alerts.stream().filter(it -> it.startsWith("model_refused")))
        .hasSize(1);
    assertThat(rig.rig.engine.status().readyButForFeed()).isTrue();
  }

  @Test
  void look_storeIsAway_keepsServing() {
    use(
        new RegistryRig(
            RegistryRig::twoVersions,
            "latest",
            builder -> builder.registry(RegistrySettings.defaults().withAutoReload(true))));
    rig.rig.engine.open();
    rig.store.away = true;
    rig.registry.look();
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
    assertThat(rig.rig.engine.status().readyButForFeed()).isTrue();
    assertThat(rig.rig.heard.alerts).anyMatch(it -> it.contains("expected the store"));
  }

  @Test
  void challenge_anotherVersion_isRecordedAndPublishesNothing() {
    rig.rig.engine.open();
    rig.await(rig.registry.challenge("main", "1.10.0", "ann", "to compare"));
    decide();
    assertThat(rig.rig.heard.decisions).hasSize(1);
    assertThat(rig.rig.realTime.texts()).hasSize(1);
    List<String> predictions =
        rig.events.texts().stream().filter(it -> it.contains("prediction_id")).toList();
    assertThat(predictions).hasSize(2);
    assertThat(predictions.get(1))
        .contains("\"role\":\"challenger\"", "xgboost-v1.10.0", "\\\"paper\\\":true")
        .contains("\\\"signal_type\\\":\\\"" + SignalType.SELL.code());
    assertThat(predictions.get(0)).contains("\"role\":\"champion\"");
  }

  @Test
  void challenge_modelThatFails_disturbsNothing() {
    FixedModel failing = RegistryRig.seller();
    rig.store.with("2.0.0", failing);
    rig.rig.engine.open();
    rig.await(rig.registry.challenge("main", "2.0.0", "ann", ""));
    failing.answers(
        (in, out) -> {
          throw new IllegalStateException("broken");
        });
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    assertThat(decide()).isEqualTo("xgboost-v1.9.0 buy");
    assertThat(rig.rig.heard.alerts.stream().filter(it -> it.startsWith("challenger_failed")))
        .hasSize(1);
    rig.await(rig.registry.challenge("main", "", "ann", "enough"));
    assertThat(failing.openPredictors).hasValue(0);
    assertThat(failing.closes).hasValue(1);
    assertThatThrownBy(() -> rig.await(rig.registry.challenge("main", "", "ann", "")))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected a challenger to end, found none");
  }

  @Test
  void configure_anotherChoice_servesItAndKeepsBothWhenItIsBad() {
    rig.rig.engine.open();
    rig.await(rig.registry.configure("main", VersionChoice.parse("1.10.0"), "config"));
    assertThat(rig.registry.bindings().get(0).version()).isEqualTo("1.10.0");
    assertThat(decide()).isEqualTo("xgboost-v1.10.0 sell");
    assertThatThrownBy(
            () -> rig.await(rig.registry.configure("main", VersionChoice.parse("7"), "config")))
        .isInstanceOf(InferenceException.class);
    assertThat(rig.registry.bindings().get(0).version()).isEqualTo("1.10.0");
  }

  @Test
  void target_thatIsNotThere_isNamedWithThoseThatAre() {
    assertThatThrownBy(() -> rig.registry.promote("mian", "1", "ann", ""))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("main", "EURUSD/5m");
  }
}

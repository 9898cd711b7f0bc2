package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal keeps of swaps, over restarts and for replays. */
class RegistryJournalTest {
  @TempDir private Path folder;
  private long bar = BAR;

  private Path journal() {
    return folder.resolve("journal");
  }

  private RegistryRig rig(String choice) {
    return rig(choice, RegistryRig::twoVersions);
  }

  private RegistryRig rig(String choice, Consumer<FakeStore> content) {
    JournalSettings settings = JournalSettings.of(JournalConfig.of(journal())).withInputs();
    return new RegistryRig(content, choice, builder -> builder.journal(settings));
  }

  private String decide(RegistryRig rig) {
    rig.rig.at(bar).bar(usual(bar));
    bar += STEP;
    return rig.rig.heard.last().modelVersion();
  }

  @Test
  void restart_afterAPromotion_keepsItWhileTheChoiceIsTheSame() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
    }
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
      assertThat(rig.registry.history()).hasSize(2);
    }
    try (RegistryRig rig = rig("latest")) {
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
    }
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
      rig.rollBack();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void restart_choiceOfAHub_letsARollbackUnderItStand() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      configure(rig, "1.10.0");
      rig.rig.run();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
      rig.rollBack();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
    }
    for (int life = 0; life < 2; life++) {
      try (RegistryRig rig = rig("1.9.0")) {
        rig.registry.bind();
        configure(rig, "1.10.0");
        rig.rig.engine.open();
        assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
      }
    }
    try (RegistryRig rig = rig("1.9.0")) {
      rig.registry.bind();
      configure(rig, "latest");
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
    }
  }

  @Test
  void restart_choiceOfAHubBeforeTheBindings_loadsThatVersionAlone() {
    FixedModel configured = Rig.buyer();
    Consumer<FakeStore> content =
        store -> store.with("1.9.0", configured).with("1.10.0", RegistryRig.seller());
    try (RegistryRig rig = rig("1.9.0", content)) {
      configure(rig, "1.10.0");
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.10.0");
      assertThat(rig.registry.history())
          .extracting(ModelEvent::summary)
          .containsExactly("bound EURUSD 5m: nothing -> xgboost-v1.10.0 by hub (1.10.0)");
      assertThat(configured.seen).isEmpty();
      rig.promote("1.9.0");
    }
    FixedModel ofTheHub = RegistryRig.seller();
    Consumer<FakeStore> again = store -> store.with("1.9.0", Rig.buyer()).with("1.10.0", ofTheHub);
    for (int life = 0; life < 2; life++) {
      try (RegistryRig rig = rig("1.9.0", again)) {
        configure(rig, "1.10.0");
        rig.rig.engine.open();
        assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
        assertThat(rig.series().pinned()).isTrue();
        assertThat(ofTheHub.seen).isEmpty();
      }
    }
  }

  @Test
  void configure_versionThatIsNotThereBeforeTheBindings_letsTheConfiguredOneServe() {
    try (RegistryRig rig = rig("1.9.0")) {
      assertThat(rig.registry.configure("main", VersionChoice.parse("7"), "hub"))
          .isCompletedExceptionally();
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  private static void configure(RegistryRig rig, String choice) {
    assertThat(rig.registry.configure("main", VersionChoice.parse(choice), "hub")).isNotNull();
  }

  @Test
  void rollback_twiceAfterARestart_doesNotServeWhatWasLeft() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
    }
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      assertThat(rig.rollBack().get(0).toVersion()).isEqualTo("xgboost-v1.9.0");
      assertThatThrownBy(rig::rollBack)
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("expected a version that served EURUSD 5m before, found none");
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void restart_anotherConfiguredChoice_wins() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
    }
    try (RegistryRig rig = rig("only", store -> store.with("1.9.0", Rig.buyer()))) {
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
    }
  }

  @Test
  void restart_promotedModelIsGone_servesTheConfiguredOneAndSaysSo() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
    }
    try (RegistryRig rig = rig("1.9.0", store -> store.with("1.9.0", Rig.buyer()))) {
      rig.rig.engine.open();
      assertThat(decide(rig)).isEqualTo("xgboost-v1.9.0");
      assertThat(rig.rig.heard.alerts).anyMatch(it -> it.startsWith("promoted_model_gone"));
    }
  }

  @Test
  void restart_sameVersionWithAnotherContent_isRefusedByTheHistory() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
    }
    Consumer<FakeStore> other =
        store -> store.with("0.1", Rig.buyer()).with("1.9.0", RegistryRig.seller());
    try (RegistryRig rig = rig("1.9.0", other)) {
      assertThatThrownBy(rig.rig.engine::open)
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("expected one content of a version");
    }
  }

  @Test
  void history_ofAClosedEngine_canBeRead() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
      rig.rollBack();
    }
    assertThat(SwapHistory.of(journal()).list())
        .extracting(ModelEvent::kind)
        .containsExactly(
            ModelEvent.Kind.BOUND, ModelEvent.Kind.PROMOTED, ModelEvent.Kind.ROLLED_BACK);
  }

  @Test
  void archive_afterARestart_getsEachEventOnce() {
    List<String> first;
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      rig.promote("1.10.0");
      decide(rig);
      first = rig.events.texts();
    }
    assertThat(first.stream().filter(it -> it.contains("event_id"))).hasSize(2);
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      decide(rig);
      assertThat(rig.events.texts()).noneMatch(it -> it.contains("event_id"));
    }
  }

  private JournalReplay.Report replay(Consumer<FakeStore> content) {
    return RegistryRig.replay(journal(), content);
  }

  private void liveWithSwapsAndChallenger() {
    try (RegistryRig rig = rig("1.9.0")) {
      rig.rig.engine.open();
      decide(rig);
      rig.promote("1.10.0");
      decide(rig);
      rig.await(rig.registry.challenge("main", "1.9.0", "ann", ""));
      decide(rig);
      decide(rig);
      rig.rollBack();
      decide(rig);
    }
  }

  @Test
  void replay_journalWithSwaps_followsThemAndChallengers() {
    liveWithSwapsAndChallenger();
    JournalReplay.Report report = replay(RegistryRig::twoVersions);
    assertThat(report.differences()).isEmpty();
    assertThat(report.bars()).isEqualTo(5);
    assertThat(report.decisions()).isEqualTo(5);
  }

  @Test
  void replay_modelIsMissing_namesItsDigest() {
    liveWithSwapsAndChallenger();
    String sha = SwapHistory.of(journal()).list().get(1).toSha256();
    assertThatThrownBy(() -> replay(store -> store.with("1.9.0", Rig.buyer())))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("xgboost-v1.10.0", sha, "promoted by ann");
  }
}

package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A challenger that keeps its lane from the bars behind it. */
class ChallengerBudgetTest {
  private static final Duration SLOW = Duration.ofMillis(30);

  @TempDir private Path folder;
  private final FixedModel challenger = RegistryRig.seller();
  private long bar = BAR;

  private RegistryRig rig() {
    JournalSettings settings =
        JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
    return new RegistryRig(
        store -> store.with("1", Rig.buyer()).with("2", challenger),
        "1",
        builder -> builder.journal(settings));
  }

  private void takes(RegistryRig rig, Duration time) {
    challenger.answers(
        (in, out) -> {
          rig.rig.clock.advance(time);
          FixedModel.answer(0.1, 0.85, 0.05).predict(in, out);
        });
  }

  private void decide(RegistryRig rig, int times) {
    for (int i = 0; i < times; i++) {
      rig.rig.at(bar).bar(usual(bar));
      bar += STEP;
    }
  }

  private static long scored(RegistryRig rig) {
    return rig.events.texts().stream().filter(it -> it.contains("\"role\":\"challenger\"")).count();
  }

  @Test
  void score_slowTenTimesInARow_endsItAndTheReplayFollows() {
    try (RegistryRig rig = rig()) {
      rig.rig.engine.open();
      rig.await(rig.registry.challenge("main", "2", "ann", ""));
      takes(rig, SLOW);
      decide(rig, ChallengerBudget.IN_A_ROW - 1);
      takes(rig, Duration.ofMillis(20));
      decide(rig, 1);
      takes(rig, SLOW);
      decide(rig, ChallengerBudget.IN_A_ROW - 1);
      assertThat(rig.series().challenger()).isPresent();
      assertThat(rig.series().suspensions()).isZero();
      decide(rig, 1);
      rig.rig.run();
      assertThat(rig.series().challenger()).isEmpty();
      assertThat(rig.series().suspensions()).isEqualTo(1);
      assertThat(rig.series().lastChallenge().orElseThrow().summary())
          .isEqualTo(
              "challenger EURUSD 5m: xgboost-v2 -> nothing by challenger_budget (10 decisions in a"
                  + " row took longer than 20 ms, the last one 30 ms)");
      assertThat(rig.rig.heard.alerts)
          .anyMatch(it -> it.startsWith("challenger_suspended: xgboost-v2 on features.EURUSD.5m"));
      assertThat(challenger.closes).hasValue(1);
      decide(rig, 2);
      assertThat(rig.rig.heard.decisions).hasSize(2 * ChallengerBudget.IN_A_ROW + 2);
      assertThat(rig.rig.heard.last().modelVersion()).isEqualTo("xgboost-v1");
    }
    JournalReplay.Report report =
        RegistryRig.replay(
            folder.resolve("journal"),
            store -> store.with("1", Rig.buyer()).with("2", RegistryRig.seller()));
    assertThat(report.differences()).isEmpty();
    assertThat(report.decisions()).isEqualTo(2 * ChallengerBudget.IN_A_ROW + 2);
  }

  @Test
  void score_withinTheBudget_goesOn() {
    try (RegistryRig rig = rig()) {
      rig.rig.engine.open();
      rig.await(rig.registry.challenge("main", "2", "ann", ""));
      takes(rig, Duration.ofMillis(20));
      decide(rig, 3 * ChallengerBudget.IN_A_ROW);
      assertThat(rig.series().challenger()).isPresent();
      assertThat(scored(rig)).isEqualTo(3L * ChallengerBudget.IN_A_ROW);
    }
  }
}

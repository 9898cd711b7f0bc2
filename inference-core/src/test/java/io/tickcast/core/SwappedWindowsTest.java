package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Input;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Timeframe;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a window whose model no longer serves. */
class SwappedWindowsTest {
  private static final int BARS = 3;

  @TempDir private Path folder;
  private long bar = BAR;

  private static FixedModel seesThree() {
    ModelSignature signature =
        new ModelSignature(
            List.of(Input.feature("rsi_14")),
            BARS,
            Stream.of("buy", "sell", "hold")
                .map(name -> Output.of(name, OutputRole.PROBABILITY))
                .toList(),
            false);
    return new FixedModel(signature, FixedModel.answer(0.85, 0.1, 0.05));
  }

  private static void versions(FakeStore store) {
    store
        .with("1", "EURUSD", "", () -> seesThree(), Optional.empty())
        .with("2", "EURUSD", "", () -> RegistryRig.seller(), Optional.empty())
        .with("3", "EURUSD", "", () -> RegistryRig.seller(), Optional.empty());
  }

  private RegistryRig rig(int hotVersions) {
    JournalSettings settings =
        JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
    return new RegistryRig(
        SwappedWindowsTest::versions,
        "1",
        builder ->
            builder
                .journal(settings)
                .registry(RegistrySettings.defaults().withHotVersions(hotVersions)));
  }

  private String decide(RegistryRig rig) {
    rig.rig.at(bar).bar(usual(bar));
    bar += STEP;
    return rig.rig.heard.last().type().code();
  }

  private List<String> decide(RegistryRig rig, int times) {
    return Stream.generate(() -> decide(rig)).limit(times).toList();
  }

  private static int windows(RegistryRig rig) {
    return rig.rig.engine.parts.router.series("EURUSD", Timeframe.M5).windows.all().size();
  }

  @Test
  void promote_noVersionNeedsTheWindowAnyMore_dropsItAndReplaysFollow() {
    try (RegistryRig rig = rig(0)) {
      rig.rig.engine.open();
      assertThat(decide(rig, BARS)).containsExactly("hold", "hold", "buy");
      rig.promote("2");
      assertThat(windows(rig)).isZero();
      assertThat(decide(rig)).isEqualTo("sell");
      rig.promote("1");
      assertThat(decide(rig, BARS)).containsExactly("hold", "hold", "buy");
    }
    JournalReplay.Report report =
        RegistryRig.replay(folder.resolve("journal"), SwappedWindowsTest::versions);
    assertThat(report.differences()).isEmpty();
    assertThat(report.decisions()).isEqualTo(2 * BARS + 1);
  }

  @Test
  void promote_versionIsStillHot_feedsItsWindowUntilItIsNot() {
    try (RegistryRig rig = rig(1)) {
      rig.rig.engine.open();
      decide(rig, BARS);
      rig.promote("2");
      decide(rig);
      rig.rollBack();
      assertThat(decide(rig)).isEqualTo("buy");
      rig.promote("2");
      rig.promote("3");
      assertThat(windows(rig)).isZero();
    }
  }

  @Test
  void challenge_endOfTheOnlyOneThatNeedsAWindow_dropsIt() {
    try (RegistryRig rig = rig(0)) {
      rig.rig.engine.open();
      rig.promote("2");
      rig.await(rig.registry.challenge("main", "1", "ann", ""));
      decide(rig);
      assertThat(windows(rig)).isEqualTo(1);
      rig.await(rig.registry.challenge("main", "", "ann", ""));
      assertThat(windows(rig)).isZero();
    }
  }

  @Test
  void push_windowOfARestartThatNoModelAskedFor_isForgottenAfterItsLength() {
    SavedWindow.Place place = new SavedWindow.Place("EURUSD", Timeframe.M5, "key");
    SeriesWindows windows = new SeriesWindows();
    windows.restore(
        new SavedWindow(place, 2, 1, 0, new long[] {BAR, BAR + STEP}, new double[] {1, 2}));
    Kept journal = new Kept();
    windows.push(new BarRow(), Observation.NONE, BAR + 2 * STEP, journal);
    windows.record(journal);
    assertThat(journal.counts).containsExactly(2);
    windows.push(new BarRow(), Observation.NONE, BAR + 3 * STEP, journal);
    windows.record(journal);
    assertThat(journal.counts).containsExactly(2, 0);
    WindowStates states = new WindowStates();
    states.apply(new SavedWindow(place, 2, 1, 0, new long[0], new double[0]));
    assertThat(states.windows()).isEmpty();
  }

  /** Keeps how many bars each window had that was recorded. */
  private static final class Kept implements Journal.Writer {
    private final List<Integer> counts = new ArrayList<>();

    @Override
    public long append(Decision decision, ServingModel model) {
      return 1;
    }

    @Override
    public void append(SavedWindow window, boolean warmed) {
      counts.add(window.times().length);
    }
  }
}

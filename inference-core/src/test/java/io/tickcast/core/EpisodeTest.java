package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.FrameKind;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.journal.JournalConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole episodes of a Python environment (tools/agent-episodes): the engine's agent observes at
 * every step what the environment's did.
 */
class EpisodeTest {
  private static final int OBSERVED = 9;
  private static final String OUTPUT = "{\"kind\":\"action\",\"preset\":\"freqai_base5\"}";

  @TempDir private Path folder;

  /** The columns of an episode and its steps. */
  private record Episode(List<String> names, List<double[]> steps) {
    static Episode read(String name) throws IOException {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  EpisodeTest.class.getResourceAsStream("episodes/" + name + ".csv"),
                  StandardCharsets.US_ASCII))) {
        List<String> names = List.of(reader.readLine().split(","));
        List<double[]> steps =
            reader
                .lines()
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::valueOf).toArray())
                .toList();
        return new Episode(names.subList(OBSERVED, names.size()), steps);
      }
    }

    double[] observation(int step) {
      return Arrays.copyOfRange(steps.get(step), OBSERVED, OBSERVED + names.size());
    }
  }

  private static FixedModel agent(Episode episode) {
    List<Input> inputs =
        episode.names().stream()
            .map(
                name ->
                    new Input(
                        "",
                        name.equals("rsi_14") ? InputKind.FEATURE : InputKind.STATE,
                        name,
                        1,
                        Double.POSITIVE_INFINITY))
            .toList();
    return new FixedModel(
        new ModelSignature(inputs, 1, List.of(Output.of("action", OutputRole.ACTION)), false),
        FixedModel.answer(0));
  }

  private static ModelArtifact artifact() {
    return FakeModelProvider.artifact(
        "agent",
        Manifests.parse(
            "{\"type\":\"ppo\",\"version\":\"1\",\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"output\":"
                + OUTPUT
                + "}",
            "m"));
  }

  private static OperationalConfig config(boolean paper) {
    PositionFeed feed =
        paper
            ? PositionFeed.onPaper(new PaperSettings(10_000, 0.0002))
            : new PositionFeed(true, true, PositionFeed.Unconfirmed.TRUST, Optional.empty());
    SignalSettings d = SignalSettings.defaults();
    return OperationalConfig.defaults()
        .withSignals(
            new SignalSettings(
                true, true, 2, 3, "atr_14", 1000, SizeUnit.UNITS, d.signalValidity()))
        .withTrading(
            TradingSettings.defaults()
                .withFeed(feed)
                .withRules(
                    new PositionRules(
                        false,
                        PositionRules.Opposite.HOLD,
                        Optional.empty(),
                        Optional.empty(),
                        0)));
  }

  private static String bar(int step, double[] row) {
    return Messages.nested(BAR + step * STEP, "\"rsi_14\":" + row[9] + ",\"atr_14\":" + row[1])
        .replace("1.08125", String.valueOf(row[0]));
  }

  private static void fill(Rig rig, String id, double signed, double price) {
    if (signed != 0) {
      rig.frame(
          FrameKind.FILL,
          "orders.filled.EURUSD",
          utf8(
              "{\"fill_id\":\"%s\",\"symbol\":\"EURUSD\",\"side\":\"%s\",\"quantity\":%s,\"price\":%s,\"timestamp_ms\":1}"
                  .formatted(id, signed > 0 ? "buy" : "sell", Math.abs(signed), price)));
    }
  }

  private static void account(Rig rig, int step, double cash, double equity) {
    rig.frame(
        FrameKind.ACCOUNT,
        "account.state",
        utf8("{\"cash\":%s,\"equity\":%s,\"timestamp_ms\":%d}".formatted(cash, equity, step)));
  }

  /** Three lives of an engine, each with a part of the episode. */
  private void play(Episode episode, boolean paper) {
    JournalSettings journal =
        JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
    int steps = episode.steps().size();
    for (int life = 0; life < 3; life++) {
      FixedModel agent = agent(episode);
      try (Rig rig = new Rig(builder -> builder.config(config(paper)).journal(journal))) {
        rig.engine.serve(rig.load("agent", agent, artifact()), "EURUSD", "5m");
        rig.engine.open();
        if (life == 0 && !paper) {
          account(rig, 0, 10_000, 10_000);
        }
        int from = steps * life / 3;
        for (int step = from; step < steps * (life + 1) / 3; step++) {
          double[] row = episode.steps().get(step);
          agent.answers(row[2]);
          rig.at(BAR + step * STEP).bar(bar(step, row));
          if (!paper) {
            fill(rig, step + "a", row[3], row[4]);
            fill(rig, step + "b", row[5], row[6]);
            account(rig, step + 1, row[7], row[8]);
          }
          compare(episode, step, agent.seen.get(step - from));
        }
        assertThat(rig.heard.refused).isEmpty();
      }
    }
  }

  private static void compare(Episode episode, int step, double[] seen) {
    double[] expected = episode.observation(step);
    for (int i = 0; i < expected.length; i++) {
      assertThat(seen[i])
          .as("step %d, %s", step, episode.names().get(i))
          .isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest
  @CsvSource({"paper, true", "fills, false"})
  void episode_overRestarts_isObservedAndReplayedStepByStep(String name, boolean paper)
      throws IOException {
    Episode episode = Episode.read(name);
    assertThat(episode.steps()).hasSize(400);
    assertThat(IntStream.range(0, 400).filter(i -> episode.observation(i)[1] != 0).count())
        .isGreaterThan(100);
    play(episode, paper);
    FixedModel again = agent(episode);
    int[] step = {0};
    again.answers((in, out) -> out[0] = episode.steps().get(step[0]++)[2]);
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(new FakeModelProvider().with("agent", again))
            .config(config(paper));
    try (JournalReplay replay =
        JournalReplay.of(
            builder, engine -> engine.serve(engine.loadModel(artifact()), "EURUSD", "5m"))) {
      JournalReplay.Report report = replay.run(folder.resolve("journal"), records -> {});
      assertThat(report.decisions()).isEqualTo(400);
      assertThat(report.differences()).isEmpty();
    }
  }
}

package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.RecordedSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The agent of the demo trades as it did in its Python environment (tools/demo/make_agent.py). */
class DemoAgentTest {
  /** Bar time and signal of each bar. */
  private static List<String> expected() throws Exception {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    DemoAgentTest.class.getResourceAsStream("demo/agent_expected.csv.gz")),
                StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(line -> line.split(",")[0] + line.split(",")[1]).toList();
    }
  }

  @Test
  void signals_ofEveryBar_areThoseOfThePythonEnvironment() throws Exception {
    List<String> found = new ArrayList<>();
    RecordedSource source = DemoAssets.bars();
    EngineListener listener =
        new EngineListener() {
          @Override
          public void onDecision(DecisionView decision) {
            found.add(decision.barTimeMillis() + decision.type().code());
          }
        };
    try (InferenceEngine engine =
        InferenceEngine.builder()
            .source("recording", source)
            .clock(source.clock())
            .listener(listener)
            .config(
                DemoAssets.onPaper()
                    .withInference(new InferenceSettings(0, Duration.ofMinutes(1), true)))
            .build()) {
      engine.serve(engine.loadModel(DemoAssets.agent()), "EURUSD", "1h");
      engine.open();
      Replay.run(engine, source, new Termination(false), steps -> {}, () -> true);
    }
    List<String> expected = expected();
    assertThat(expected).hasSize(6_262);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void once_withAgent_countsItsSignals() throws Exception {
    JsonNode summary =
        new ObjectMapper()
            .readTree(Cli.run("demo", "--agent", "--once", "--json").succeeded().out());
    Map<String, Long> counts = new TreeMap<>();
    for (String each : expected()) {
      counts.merge(each.replaceAll("^[0-9]+", ""), 1L, Long::sum);
    }
    counts.forEach(
        (type, count) ->
            assertThat(summary.get("signals").get(type).longValue()).as(type).isEqualTo(count));
    assertThat(counts.get("close_long")).isPositive();
    assertThat(counts.get("close_short")).isPositive();
  }
}

package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.RecordedSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final double THRESHOLD = 0.5;

  @Test
  void once_withJson_printsTheSummaryOfTheContract() throws Exception {
    Cli.Result result = Cli.run("demo", "--once", "--json").succeeded();
    assertThat(result.lines()).hasSize(1);
    JsonNode summary = new ObjectMapper().readTree(result.out());
    assertThat(names(summary)).containsExactly("bars", "signals", "refused", "latency_us");
    assertThat(names(summary.get("signals")))
        .containsExactly("buy", "sell", "hold", "close_long", "close_short");
    assertThat(names(summary.get("latency_us"))).containsExactly("p50", "p99", "max");
    assertThat(summary.get("refused")).isEmpty();
    List<double[]> expected = DemoFiles.expectedOfRecording();
    assertThat(summary.get("bars").intValue()).isEqualTo(expected.size());
    JsonNode signals = summary.get("signals");
    for (int i = 0; i < 2; i++) {
      assertThat(signals.get(DemoFiles.OUTPUTS.get(i)).longValue()).isEqualTo(entries(expected, i));
    }
    assertThat(signals.get("hold").longValue())
        .isEqualTo(expected.size() - entries(expected, 0) - entries(expected, 1));
    JsonNode latency = summary.get("latency_us");
    assertThat(latency.get("p50").doubleValue()).isPositive();
    assertThat(latency.get("max").doubleValue())
        .isGreaterThanOrEqualTo(latency.get("p99").doubleValue());
  }

  /** How often xgboost gives one class the most, and enough. */
  private static long entries(List<double[]> expected, int output) {
    return expected.stream()
        .filter(row -> row[1 + output] >= THRESHOLD)
        .filter(row -> row[1 + output] > Math.max(row[3], row[2 - output]))
        .count();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
      names.add(each.next());
    }
    return names;
  }

  @Test
  void demo_once_printsASummaryForPeople() {
    assertThat(Cli.run("demo", "--once", "--threshold", "0.6").succeeded().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("[0-9],[0-9]{3} bars: .* hold; refused: none"),
            line -> assertThat(line).startsWith("latency from receipt to decision: p50 "));
  }

  @Test
  void predictions_ofEveryBar_areThoseOfTheProducingLibrary() throws Exception {
    List<double[]> expected = DemoFiles.expectedOfRecording();
    List<double[]> found = new ArrayList<>();
    RecordedSource source = DemoAssets.bars();
    EngineListener listener =
        new EngineListener() {
          @Override
          public void onDecision(DecisionView decision) {
            double[] row = new double[1 + decision.outputCount()];
            row[0] = decision.barTimeMillis();
            for (int i = 1; i < row.length; i++) {
              row[i] = decision.output(i - 1);
            }
            found.add(row);
          }
        };
    try (InferenceEngine engine =
        InferenceEngine.builder()
            .source("recording", source)
            .clock(source.clock())
            .listener(listener)
            .build()) {
      engine.serve(engine.loadModel(DemoAssets.model()), DemoAssets.SYMBOL, DemoAssets.TIMEFRAME);
      engine.open();
      Replay.run(engine, source, new Termination(false), steps -> {}, () -> true);
    }
    assertThat(found).hasSameSizeAs(expected);
    for (int bar = 0; bar < found.size(); bar++) {
      assertThat(found.get(bar)).hasSameSizeAs(expected.get(bar));
      for (int i = 0; i < found.get(bar).length; i++) {
        double wanted = expected.get(bar)[i];
        assertThat(found.get(bar)[i])
            .as("bar %d, column %d", bar, i)
            .isCloseTo(wanted, within(DemoFiles.tolerance(wanted)));
      }
    }
  }

  @Test
  void watch_atFullSpeed_printsThePageEachSignalAndASummary() {
    Cli.Result result = Cli.run("demo", "--speed", "0", "--http", "0").succeeded();
    List<String> lines = result.lines();
    assertThat(lines.get(0)).matches("page +http://127\\.0\\.0\\.1:[0-9]+");
    assertThat(lines.get(1)).matches("model +xgboost-v1\\.0\\.0: .+");
    assertThat(lines.get(4)).startsWith("time (UTC)").endsWith("why");
    assertThat(count(lines, "2\\d{3}-\\d\\d-\\d\\d \\d\\d:00  (buy|sell|hold) .*"))
        .isEqualTo(6_262);
    String price = "1\\.\\d{5}";
    String model = "model: buy \\(buy 0\\.\\d\\d, sell 0\\.\\d\\d, hold 0\\.\\d\\d\\)";
    assertThat(count(lines, ".* buy +0\\.\\d{4}( +" + price + "){3} +" + model)).isPositive();
    String gate = "confidence 0\\.[34]\\d{3} < 0\\.5000; ";
    assertThat(count(lines, ".* hold +0\\.\\d{4} +" + price + "( +-){2} +" + gate + model))
        .isPositive();
    assertThat(lines.get(lines.size() - 2)).startsWith("6,262 bars: ");
  }

  private static long count(List<String> lines, String regex) {
    return lines.stream().filter(line -> line.matches(regex)).count();
  }

  @Test
  void watch_untilSomebodyEndsIt_showsThePageAndSumsUp() throws Exception {
    try (BackgroundCli demo = BackgroundCli.start("demo", "--speed", "50", "--http", "0")) {
      String page = demo.awaitLine("page +(http://\\S+)");
      demo.awaitLine("2017-.*");
      assertThat(BackgroundCli.get(page + "/").body()).contains("<html");
      assertThat(BackgroundCli.get(page + "/livez").statusCode()).isEqualTo(200);
      Cli.Result result = demo.end().succeeded();
      assertThat(result.lines().get(result.lines().size() - 2)).matches("[0-9,]+ bars: .*");
    }
  }

  @Test
  void watch_onAPortInUse_saysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Cli.run("demo", "--http", port).failed(1, port, "in use", "--http PORT");
    }
  }
}

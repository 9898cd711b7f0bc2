package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Machine MACHINE = new Machine("a processor", 2, "a system", "a JDK", 0.5);

  @TempDir private Path folder;

  private static Result result(long bars, double p50) {
    Result.Percentiles latency = new Result.Percentiles(p50, 2 * p50, 3 * p50, 4 * p50, 5 * p50);
    Result.Percentiles none = new Result.Percentiles(0, 0, 0, 0, 0);
    return new Result(bars, 1.5, 0.5, latency, none, new Result.CpuPerBar(7, 8, 9));
  }

  private static Report.Run run(Load load) {
    Comparison comparison =
        new Comparison(
            Setup.JOURNAL,
            load,
            List.of(result(8_000, 100), result(8_000, 200)),
            List.of(result(2_000, 140), result(2_000, 320)));
    return new Report.Run(MACHINE, 1.5, "the method", Plan.quick(), List.of(comparison));
  }

  @Test
  void table_ofOneInFlight_hasMediansRatiosAndGoals() {
    String table = Report.of(run(new Load.Closed(1)));
    assertThat(table)
        .contains("a processor, 2 processors", "load average 0.5 at the start, 1.5 at the end")
        .contains("the method", "archives off (", "1 in flight")
        .containsPattern("p50 +150 us +230 us +1.50  \\(1.40 .. 1.60\\)  at most 1.50: met")
        .containsPattern("p99 +450 us +690 us +1.50  \\(1.40 .. 1.60\\)  at most 2.00: met")
        .containsPattern("CPU per bar +7.0 us +7.0 us +1.00");
  }

  @Test
  void table_of64InFlight_countsABarWhenItIsOnRecord() {
    assertThat(Report.of(run(new Load.Closed(64))))
        .containsPattern("throughput +4,000 bars/s +1,000 bars/s +0.25 .*at least 0.30: not met");
  }

  @Test
  void json_ofARun_hasEveryWindow() throws IOException {
    Path file = folder.resolve("bench.json");
    JsonReport.write(file, run(new Load.Open(1_000)));
    JsonNode comparison = new ObjectMapper().readTree(file.toFile()).at("/comparisons/0");
    assertThat(comparison.get("load").asText()).isEqualTo("1,000 bars/s");
    assertThat(comparison.get("echo")).hasSize(2);
    assertThat(comparison.at("/tickcast/1/latency_us/p50").asDouble()).isEqualTo(320);
    assertThat(comparison.at("/tickcast/1/bars").asLong()).isEqualTo(2_000);
  }

  @Test
  void goal_ofTheArchives_isTheTailAtTheRate() {
    Load rate = new Load.Open(Setup.RATE);
    assertThat(Goal.of(Setup.ARCHIVES, rate, Metric.P99)).contains(new Goal(2, true));
    assertThat(Goal.of(Setup.ARCHIVES, rate, Metric.P50)).isEmpty();
    assertThat(Goal.of(Setup.JOURNAL, rate, Metric.P99)).isEmpty();
  }
}

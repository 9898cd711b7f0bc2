package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalSink;
import io.tickcast.tck.ListBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queries that the README gives, on signals of the last minutes. */
@ExtendWith(SharedServer.class)
class ReadmeQueriesTest {
  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final int SIGNALS = 30;

  private static List<String> queries() throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static void writeRecentSignals(Archive archive) {
    long now = Long.parseLong(archive.query("SELECT toUnixTimestamp64Milli(now64())"));
    List<ListBatch.Record> records =
        IntStream.range(0, SIGNALS)
            .mapToObj(i -> Samples.signal(i, recent(i, now - i * 60_000L)))
            .toList();
    try (SignalSink sink = archive.initialized().openSink()) {
      Archive.writeAll(sink, records);
      Archive.writeAll(sink, records.subList(0, SIGNALS / 2));
    }
  }

  private static String recent(int index, long time) {
    return Samples.signalJson(index)
        .replaceFirst("\"timestamp_ms\":\\d+", "\"timestamp_ms\":" + time)
        .replace("0.85", "0.75")
        .replace("0.045", "0.5")
        .replace("\"buy\"", index % 3 == 0 ? "\"close_long\"" : "\"buy\"");
  }

  private static List<String> rows(Archive archive, String query) {
    return archive
        .query(query.replace("FROM trading_signals", "FROM db.trading_signals"))
        .lines()
        .toList();
  }

  @Test
  void queries_ofTheReadme_giveWhatTheySay(Archive archive) throws IOException {
    writeRecentSignals(archive);
    List<String> queries = queries();
    assertThat(queries).hasSize(3);
    assertThat(rows(archive, queries.get(0)))
        .hasSize(20)
        .first()
        .asString()
        .contains("EURUSD\t5m\t")
        .endsWith("close_long\t0.75\t1.08125\t1.07875\t1.085\txgboost-v1.2.3");
    assertThat(rows(archive, queries.get(1)))
        .containsExactly("buy\t20\t0.75", "close_long\t10\t0.75");
    assertThat(rows(archive, queries.get(2))).containsExactly("EURUSD\t0.5\t0.5");
  }
}

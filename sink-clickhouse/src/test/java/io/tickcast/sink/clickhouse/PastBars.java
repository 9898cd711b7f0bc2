package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.HistoryQuery.Wanted;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A table of bars on a real server, and sources that read it. */
final class PastBars {
  /** 2025-10-19 09:55:00 UTC. */
  static final long NOW = 1_760_867_700_000L;

  static final long BAR = Timeframe.M5.millis();
  static final String KEY = " ORDER BY (symbol, timeframe, time)";
  static final String PLAIN =
      "time DateTime64(3, 'UTC'), symbol LowCardinality(String), timeframe LowCardinality(String)";
  static final List<String> TARGETS = List.of("future_*", "target*", "label*");

  final Archive archive;
  final AtomicLong clock = new AtomicLong(NOW * 1_000_000);
  private final Map<String, String> options = new HashMap<>();

  /** A frame as it was handed over. */
  record Taken(String channel, String text, long receivedAtNanos) {}

  PastBars(Archive archive) {
    this.archive = archive;
    archive.server.query(archive.schema().databaseStatement());
    with("url", archive.server.url()).with("database", archive.database);
  }

  PastBars with(String key, String value) {
    options.put(key, value);
    return this;
  }

  /** Makes the table of the columns of every table of bars and some more. */
  PastBars table(String moreColumns) {
    return create("(" + PLAIN + ", " + moreColumns + ") ENGINE = MergeTree" + KEY);
  }

  PastBars create(String definition) {
    archive.query("CREATE TABLE db.ml_features " + definition);
    return this;
  }

  /** Inserts rows, such as {@code (time(-1), 'EURUSD', '5m', 1.5)}: times count bars from now. */
  PastBars rows(String rows) {
    String sql = "INSERT INTO db.ml_features VALUES " + rows;
    for (int i = -400; i <= 10; i++) {
      sql = sql.replace("time(" + i + ")", "'" + iso(NOW + i * BAR) + "'");
    }
    archive.query(sql);
    return this;
  }

  static String iso(long millis) {
    return java.time.Instant.ofEpochMilli(millis).toString().replace('T', ' ').replace("Z", "");
  }

  ComponentConfig config() {
    return new ComponentConfig("source 'fallback'", options, clock::get);
  }

  FeatureSource source() {
    return new ClickHouseFeatureSourceProvider().create(config());
  }

  FeatureSource open() {
    FeatureSource source = source();
    source.open();
    return source;
  }

  static Wanted wanted(String symbol, String... names) {
    return new Wanted(symbol, Set.of(names), Timeframe.M5, 0);
  }

  static HistoryQuery query(int bars, Wanted... wanted) {
    return new HistoryQuery(List.of(wanted), NOW, bars, TARGETS, Archive.TIMEOUT);
  }

  static HistoryQuery within(Duration timeout) {
    return new HistoryQuery(List.of(wanted("EURUSD")), NOW, 1, TARGETS, timeout);
  }

  static List<Taken> take(FeatureSource source, HistoryQuery query) {
    FeatureHistory history = source.history().orElseThrow();
    List<Taken> taken = new ArrayList<>();
    int count =
        history.replay(
            query,
            (kind, channel, content, at) -> {
              assertThat(kind).isEqualTo(FrameKind.FEATURES);
              taken.add(new Taken(channel, new String(content, StandardCharsets.UTF_8), at));
            });
    assertThat(count).isEqualTo(taken.size());
    return taken;
  }

  List<Taken> take(HistoryQuery query) {
    try (FeatureSource source = open()) {
      return take(source, query);
    }
  }

  /** The contents alone. */
  List<String> texts(HistoryQuery query) {
    return take(query).stream().map(Taken::text).toList();
  }

  /** A bar of EURUSD in the flat shape. */
  static String bar(int barsFromNow, String features) {
    return bar("EURUSD", NOW + barsFromNow * BAR, features);
  }

  static String bar(String symbol, long closeMillis, String features) {
    return "{\"symbol\":\""
        + symbol
        + "\",\"timeframe\":\"5m\",\"timestamp_ms\":"
        + closeMillis
        + ","
        + features
        + "}";
  }
}

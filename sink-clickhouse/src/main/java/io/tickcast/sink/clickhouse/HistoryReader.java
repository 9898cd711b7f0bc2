package io.tickcast.sink.clickhouse;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads past bars from a table, whose columns it looks up now and then. <i>Confined.</i> */
final class HistoryReader {
  /** For so long a new column may go unseen; one that is gone is noticed at once. */
  private static final long LOOK_AGAIN_NANOS = 60_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final String LONGEST_STATEMENT = Integer.toString(64 << 20);

  /** In the answer of every ClickHouse server, and of nothing else. */
  private static final String QUERY_ID = "X-ClickHouse-Query-Id";

  /** Nothing is left to what a server or a profile holds for the default. */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.ofEntries(
          // Infinity as a word, which is no number; as null it would be a missing value.
          Map.entry("output_format_json_quote_denormals", "1"),
          Map.entry("output_format_json_quote_64bit_integers", "0"),
          Map.entry("output_format_json_quote_64bit_floats", "0"),
          Map.entry("output_format_json_quote_decimals", "0"),
          // Its last bracket says that an answer is whole: one that breaks off in its headers looks
          // like one without rows.
          Map.entry("output_format_json_array_of_rows", "1"),
          Map.entry("output_format_json_escape_forward_slashes", "0"),
          // All of it, or an error: never a part.
          Map.entry("timeout_overflow_mode", "throw"),
          Map.entry("read_overflow_mode", "throw"),
          Map.entry("result_overflow_mode", "throw"),
          Map.entry("set_overflow_mode", "throw"),
          Map.entry("group_by_overflow_mode", "throw"),
          Map.entry("sort_overflow_mode", "throw"),
          // Rows as they are now, under names as they are meant here.
          Map.entry("use_query_cache", "0"),
          Map.entry("transform_null_in", "0"),
          Map.entry("prefer_column_name_to_alias", "0"),
          Map.entry("max_query_size", LONGEST_STATEMENT),
          Map.entry("max_result_bytes", Integer.toString(PastFrames.LONGEST_ANSWER_BYTES)));

  private final FeatureSettings settings;
  private final ClickHouseLink link;
  private final EpochNanoClock clock;
  private @Nullable FeatureTable known;
  private long knownSinceNanos;

  HistoryReader(FeatureSettings settings, ClickHouseLink link, EpochNanoClock clock) {
    this.settings = settings;
    this.link = link;
    this.clock = clock;
  }

  /**
   * Reads the bars that a query asks for.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when that fails
   */
  PastFrames read(HistoryQuery query, Deadline deadline) {
    WantedBars wanted = WantedBars.of(query);
    FeatureTable before = known;
    boolean fresh = before == null || age() < 0 || age() > LOOK_AGAIN_NANOS;
    FeatureTable table = fresh || before == null ? look(deadline) : before;
    try {
      return select(table, query, wanted, deadline);
    } catch (ServerException e) {
      known = null;
      FeatureTable now = fresh ? table : look(deadline);
      if (now.equals(table)) {
        throw link.faults().of(e, deadline.time(), deadline.hasPassed());
      }
      return selectAgain(now, query, wanted, deadline);
    }
  }

  private long age() {
    return clock.epochNanos() - knownSinceNanos;
  }

  private PastFrames selectAgain(
      FeatureTable table, HistoryQuery query, WantedBars wanted, Deadline deadline) {
    try {
      return select(table, query, wanted, deadline);
    } catch (ServerException e) {
      known = null;
      throw link.faults().of(e, deadline.time(), deadline.hasPassed());
    }
  }

  private FeatureTable look(Deadline deadline) {
    known = null;
    Optional<FeatureTable> found =
        link.query(deadline, connection -> new ServerTables(connection).features(settings));
    if (found.isEmpty()) {
      ClickHouseFaults.requireNone(List.of(FeatureTable.missing(settings)));
    }
    known = found.orElseThrow();
    knownSinceNanos = clock.epochNanos();
    return known;
  }

  private PastFrames select(
      FeatureTable table, HistoryQuery query, WantedBars wanted, Deadline deadline) {
    UnreadColumns unread = UnreadColumns.of(table, query.excludedColumns());
    try {
      table.requireReadable(settings, unread);
    } catch (InferenceException e) {
      known = null;
      throw e;
    }
    HistorySql sql = new HistorySql(settings, table, table.time(settings), unread, wanted);
    return ask(sql.text(), wanted, deadline, true);
  }

  /** A connection that the server has closed meanwhile costs no failure, but a second try. */
  private PastFrames ask(String sql, WantedBars wanted, Deadline deadline, boolean again) {
    try {
      QueryResponse response = link.client(deadline).query(sql, settings(wanted, deadline)).join();
      try {
        return frames(response, wanted);
      } finally {
        ClickHouseLink.closeQuietly(response);
      }
    } catch (ServerException | InferenceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (again && ClickHouseFaults.isClosedConnection(e)) {
        return ask(sql, wanted, deadline, false);
      }
      throw link.faults().of(e, deadline.time(), deadline.hasPassed());
    }
  }

  private PastFrames frames(QueryResponse response, WantedBars wanted) throws IOException {
    if (!response.getResponseHeaders().containsKey(QUERY_ID)) {
      throw link.faults().notClickHouse(null);
    }
    byte[] answer = PastFrames.bytes(response.getInputStream()).orElseThrow(this::tooLong);
    return PastFrames.of(answer, wanted.series().keySet()).orElseThrow(link.faults()::brokenOff);
  }

  private QuerySettings settings(WantedBars wanted, Deadline deadline) {
    int left = deadline.leftMillis();
    QuerySettings query = new QuerySettings().setFormat(ClickHouseFormat.JSONEachRow);
    SERVER_SETTINGS.forEach(query::serverSetting);
    long seconds = (left + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    query.serverSetting("max_execution_time", Long.toString(seconds));
    query.serverSetting("max_result_rows", Long.toString(wanted.mostRows()));
    query.setNetworkTimeout(left, ChronoUnit.MILLIS);
    // An error in the middle of an answer would come behind rows that look like all of them.
    return query.waitEndOfQuery(true);
  }

  private InferenceException tooLong() {
    return new InferenceException(
        ErrorCode.EXTERNAL_MISMATCH,
        settings.place()
            + ": expected an answer of at most "
            + PastFrames.LONGEST_ANSWER_BYTES
            + " bytes, found more");
  }
}

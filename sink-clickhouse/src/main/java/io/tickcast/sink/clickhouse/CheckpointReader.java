package io.tickcast.sink.clickhouse;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the tables of checkpoints, whose columns it looks up now and then. <i>Confined.</i> */
final class CheckpointReader {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointReader.class);

  /** For so long a new column may go unseen; one that is gone is noticed at once. */
  private static final long LOOK_AGAIN_NANOS = 60_000_000_000L;

  private static final long MILLIS_PER_SECOND = 1_000;

  /** Beside a model: its manifest of at most 16 Mi, and what is short. */
  private static final long BESIDE_BYTES = 32L << 20;

  private static final long FOUND_BYTES = 256L << 20;

  /** In the answer of every ClickHouse server, and of nothing else. */
  private static final String QUERY_ID = "X-ClickHouse-Query-Id";

  /** All of it, or an error: never a part, and never what was so before. */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.of(
          "timeout_overflow_mode", "throw",
          "read_overflow_mode", "throw",
          "result_overflow_mode", "throw",
          "sort_overflow_mode", "throw",
          "use_query_cache", "0",
          "prefer_column_name_to_alias", "0");

  private final StoreSettings settings;
  private final ClickHouseLink link;
  private final EpochNanoClock clock;
  private List<CheckpointSql> known = List.of();
  private long knownSinceNanos;
  private boolean warned;

  CheckpointReader(StoreSettings settings, ClickHouseLink link, EpochNanoClock clock) {
    this.settings = settings;
    this.link = link;
    this.clock = clock;
  }

  /**
   * A row with its model.
   *
   * @param length of the model's text
   * @param sha256 as it stands there
   * @param manifest as it stands there
   * @param binary the model's text; empty when it is too long
   */
  record Loaded(long length, String sha256, byte[] manifest, byte[] binary) {}

  /** The rows of a table that may answer a query. */
  record Found(CheckpointTable table, List<StoredRow> rows) {}

  /** The rows of all tables that are there. */
  List<Found> find(CheckpointQuery query, Deadline deadline) {
    return asTheyAre(deadline, tables -> find(tables, query, deadline));
  }

  private List<Found> find(List<CheckpointSql> tables, CheckpointQuery query, Deadline deadline) {
    List<Found> found = new ArrayList<>();
    for (CheckpointSql sql : tables) {
      List<List<byte[]>> rows =
          ask(
              sql.find(query, settings.maxRows()),
              new Shape(StoredRow.WIDTH, settings.maxRows() + 1, FOUND_BYTES),
              deadline);
      found.add(
          new Found(sql.table(), rows.stream().map(row -> StoredRow.of(texts(row))).toList()));
    }
    return found;
  }

  /** A row; empty when there is none of that id. */
  Optional<Loaded> load(CheckpointTable table, String id, Deadline deadline) {
    return asTheyAre(deadline, tables -> load(tables, table, id, deadline));
  }

  /** Tables that were altered since somebody looked are looked at again. */
  private <T> T asTheyAre(Deadline deadline, Function<List<CheckpointSql>, T> question) {
    boolean lookedBefore = !known.isEmpty();
    try {
      return question.apply(tables(deadline));
    } catch (InferenceException e) {
      if (!lookedBefore || e.code() != ErrorCode.EXTERNAL_MISMATCH) {
        throw e;
      }
      return question.apply(tables(deadline));
    }
  }

  private Optional<Loaded> load(
      List<CheckpointSql> tables, CheckpointTable table, String id, Deadline deadline) {
    long maxLength = StrictBase64.lengthOf(settings.maxBytes());
    for (CheckpointSql sql : tables) {
      if (sql.table().equals(table)) {
        Shape one = new Shape(5, 1, maxLength + BESIDE_BYTES);
        return ask(sql.load(id, maxLength), one, deadline).stream()
            .findFirst()
            .map(
                row ->
                    new Loaded(
                        Long.parseLong(text(row.get(0))),
                        text(row.get(1)),
                        row.get(2),
                        row.get(3)));
      }
    }
    return Optional.empty();
  }

  private static List<String> texts(List<byte[]> row) {
    return row.stream().map(CheckpointReader::text).toList();
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private List<CheckpointSql> tables(Deadline deadline) {
    long age = clock.epochNanos() - knownSinceNanos;
    if (known.isEmpty() || age < 0 || age > LOOK_AGAIN_NANOS) {
      known = List.of();
      known = link.query(deadline, connection -> CheckpointTables.of(connection, settings));
      knownSinceNanos = clock.epochNanos();
      warnOfNone();
    }
    return known;
  }

  /** A server without the tables is an empty store; once is enough to say so. */
  private void warnOfNone() {
    if (known.isEmpty() && !warned) {
      warned = true;
      LOG.warn(
          "{}: {}; './tickcast clickhouse init' makes it",
          settings.server().name(),
          CheckpointTables.none(settings.tables().get(0), settings));
    }
  }

  /** What an answer may be like. */
  private record Shape(int width, int maxRows, long maxBytes) {}

  private List<List<byte[]>> ask(String sql, Shape shape, Deadline deadline) {
    return ask(sql, shape, deadline, true);
  }

  /** A connection that the server has closed meanwhile costs no failure, but a second try. */
  private List<List<byte[]>> ask(String sql, Shape shape, Deadline deadline, boolean again) {
    try {
      QueryResponse response = link.client(deadline).query(sql, asked(shape, deadline)).join();
      try {
        return rows(response, shape);
      } finally {
        ClickHouseLink.closeQuietly(response);
      }
    } catch (InferenceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (again && ClickHouseFaults.isClosedConnection(e)) {
        return ask(sql, shape, deadline, false);
      }
      known = List.of();
      throw link.faults().of(e, deadline.time(), deadline.hasPassed());
    }
  }

  private List<List<byte[]>> rows(QueryResponse response, Shape shape) throws IOException {
    if (!response.getResponseHeaders().containsKey(QUERY_ID)) {
      throw link.faults().notClickHouse(null);
    }
    try {
      return TextRows.read(
          response.getInputStream(), shape.width(), shape.maxRows(), shape.maxBytes());
    } catch (EOFException e) {
      throw link.faults().brokenOff();
    }
  }

  private QuerySettings asked(Shape shape, Deadline deadline) {
    int left = deadline.leftMillis();
    QuerySettings query = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
    SERVER_SETTINGS.forEach(query::serverSetting);
    long seconds = (left + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    query.serverSetting("max_execution_time", Long.toString(seconds));
    query.serverSetting("max_result_bytes", Long.toString(2 * shape.maxBytes()));
    query.setNetworkTimeout(left, ChronoUnit.MILLIS);
    // An error in the middle of an answer would come behind rows that look like all of them.
    return query.waitEndOfQuery(true);
  }
}

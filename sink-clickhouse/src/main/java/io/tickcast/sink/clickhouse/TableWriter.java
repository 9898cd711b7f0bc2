package io.tickcast.sink.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Writes rows into a table, each insert whole or not at all. <i>Confined.</i>
 *
 * <p>A row that the server refuses for good is found by halving the insert until it stands alone.
 */
final class TableWriter {
  /** Far below what a server puts into one block, so that an insert is one. */
  private static final int LONGEST_INSERT_BYTES = 16 << 20;

  /** In the answer of every ClickHouse server, and of nothing else. */
  private static final String QUERY_ID = "X-ClickHouse-Query-Id";

  /** Nothing is left to what a server or a profile holds for the default. */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.ofEntries(
          // The answer comes when the rows are in the table, or says why they are not.
          Map.entry("async_insert", "0"),
          Map.entry("wait_for_async_insert", "1"),
          Map.entry("insert_deduplicate", "1"),
          // One block for one insert: deduplication and refusal are by block.
          Map.entry("input_format_parallel_parsing", "0"),
          Map.entry("max_partitions_per_insert_block", "1000"),
          // The metadata of a signal are an object, and kept as the text that they are.
          Map.entry("input_format_json_read_objects_as_strings", "1"),
          // A member without a column, a null without a place, a word for a number are errors.
          Map.entry("input_format_skip_unknown_fields", "0"),
          Map.entry("input_format_null_as_default", "0"),
          Map.entry("input_format_json_read_bools_as_numbers", "0"),
          Map.entry("input_format_allow_errors_num", "0"),
          Map.entry("input_format_allow_errors_ratio", "0"),
          Map.entry("input_format_defaults_for_omitted_fields", "1"),
          Map.entry("precise_float_parsing", "1"));

  private final ClickHouseLink link;
  private final Verdicts verdicts;
  private final Runnable proof;
  private boolean proven;

  /**
   * Creates a writer.
   *
   * @param link where to write
   * @param verdicts takes what became of the rows
   * @param proof called once, before a row is refused: throws when the table is to blame
   */
  TableWriter(ClickHouseLink link, Verdicts verdicts, Runnable proof) {
    this.link = link;
    this.verdicts = verdicts;
    this.proof = proof;
  }

  /**
   * Writes rows until all have a verdict.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when some have none
   */
  void write(ArchiveTable table, List<Row> rows, Deadline deadline) {
    int from = 0;
    while (from < rows.size()) {
      int to = from + 1;
      long bytes = rows.get(from).value().length;
      while (to < rows.size() && bytes + rows.get(to).value().length <= LONGEST_INSERT_BYTES) {
        bytes += rows.get(to++).value().length;
      }
      insertOrHalve(table, rows.subList(from, to), deadline);
      from = to;
    }
  }

  private void insertOrHalve(ArchiveTable table, List<Row> rows, Deadline deadline) {
    try {
      insert(table, rows, deadline);
      verdicts.taken(rows);
    } catch (ServerException e) {
      if (!ClickHouseFaults.isOfARow(e)) {
        throw link.faults().of(e, deadline.time(), deadline.hasPassed());
      }
      if (!proven) {
        proof.run();
        proven = true;
      }
      if (rows.size() == 1) {
        verdicts.refused(rows.get(0), ClickHouseFaults.words(e));
        return;
      }
      int half = rows.size() / 2;
      insertOrHalve(table, rows.subList(0, half), deadline);
      insertOrHalve(table, rows.subList(half, rows.size()), deadline);
    }
  }

  private void insert(ArchiveTable table, List<Row> rows, Deadline deadline) {
    Client client = link.client(deadline);
    InsertSettings settings = settings(table, rows, deadline);
    try (InsertResponse response =
        client
            .insert(
                "`" + link.settings().database() + "`." + table.tableName(),
                List.of(),
                new RowStream(rows),
                ClickHouseFormat.JSONEachRow,
                settings)
            .join()) {
      if (!response.getResponseHeaders().containsKey(QUERY_ID)) {
        throw link.faults().notClickHouse(null);
      }
    } catch (ServerException | InferenceException e) {
      throw e;
    } catch (Exception e) {
      throw link.faults().of(e, deadline.time(), deadline.hasPassed());
    }
  }

  private static InsertSettings settings(ArchiveTable table, List<Row> rows, Deadline deadline) {
    InsertSettings settings = new InsertSettings();
    SERVER_SETTINGS.forEach(settings::serverSetting);
    settings.setDeduplicationToken(InsertToken.of(table, rows));
    settings.setNetworkTimeout(deadline.leftMillis(), ChronoUnit.MILLIS);
    return settings;
  }

  /** The rows as lines of JSON. */
  private record RowStream(List<Row> rows) implements DataStreamWriter {
    @Override
    public void onOutput(OutputStream out) throws IOException {
      for (Row row : rows) {
        out.write(row.value());
        out.write('\n');
      }
    }

    @Override
    public void onRetry() {
      // Nothing to do: the rows can be read again.
    }
  }
}

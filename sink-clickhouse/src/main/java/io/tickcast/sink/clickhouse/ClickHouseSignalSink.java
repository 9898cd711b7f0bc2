package io.tickcast.sink.clickhouse;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes signals and predictions into their tables, one insert for each table and batch.
 * <i>Confined</i>, but for {@link #detail}.
 *
 * <p>An attempt whose end is not known is made again with the same rows under the same token, which
 * the server drops when it has them.
 */
final class ClickHouseSignalSink implements SignalSink {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSignalSink.class);
  private static final Set<RecordKind> KINDS =
      Arrays.stream(ArchiveTable.values())
          .map(ArchiveTable::kind)
          .collect(Collectors.toUnmodifiableSet());

  private final ClickHouseSettings settings;
  private final RecordShape shape = new RecordShape();
  private final Verdicts verdicts = new Verdicts();
  private @Nullable ClickHouseLink link;
  private boolean closed;

  /** The server is one, and its tables are as they have to be. */
  private boolean checked;

  private boolean cautioned;
  private volatile String detail;

  ClickHouseSignalSink(ClickHouseSettings settings) {
    this.settings = settings;
    this.detail = settings.place() + ", not connected yet";
  }

  @Override
  public Delivery delivery() {
    return Delivery.ARCHIVE;
  }

  @Override
  public Set<RecordKind> kinds() {
    return KINDS;
  }

  @Override
  public Duration linger() {
    return settings.maxDelay();
  }

  @Override
  public void open() {
    if (closed || link != null) {
      throw illegalState("a new sink", closed ? "a closed one" : "an open one");
    }
    ClickHouseLink made = new ClickHouseLink(settings);
    made.prepare();
    link = made;
  }

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    ClickHouseLink open = link;
    if (open == null) {
      throw illegalState("an open sink", closed ? "a closed one" : "a new one");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      return 0;
    }
    verdicts.keepOnly(batch);
    try {
      write(open, batch, shorter(timeout, settings.timeout()));
    } catch (InferenceException e) {
      return finishAfter(e, batch, refusals);
    }
    return verdicts.finish(batch, refusals);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What is finished up to the failure counts; only when nothing is does the reason matter. */
  private int finishAfter(InferenceException failure, SinkBatch batch, Refusals refusals) {
    checked = false;
    detail = Objects.requireNonNullElse(failure.getMessage(), "failed");
    int finished = verdicts.finish(batch, refusals);
    if (finished == 0) {
      throw failure;
    }
    return finished;
  }

  private void write(ClickHouseLink open, SinkBatch batch, Duration time) {
    try (Deadline deadline = open.deadline(time)) {
      if (!checked) {
        check(open, deadline);
      }
      TableWriter writer = new TableWriter(open, verdicts, () -> check(open, deadline));
      for (ArchiveTable table : ArchiveTable.values()) {
        writer.write(table, openRows(table, batch), deadline);
      }
    }
  }

  /** The records of a table without a verdict; those of another shape are refused here. */
  private List<Row> openRows(ArchiveTable table, SinkBatch batch) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.kind(i) == table.kind()) {
        Row row = new Row(RecordId.of(batch, i), batch.value(i));
        if (verdicts.isOpen(row.id())) {
          shape
              .fault(table, row.value())
              .ifPresentOrElse(fault -> verdicts.refused(row, fault), () -> rows.add(row));
        }
      }
    }
    return rows;
  }

  /** Throws when the server or its tables are not as they have to be. */
  private void check(ClickHouseLink open, Deadline deadline) {
    checked = false;
    List<String> differences =
        open.query(
            deadline,
            connection -> {
              ServerTables tables = new ServerTables(connection);
              detail = settings.place() + ", " + described(tables.version());
              return ClickHouseSchema.differences(tables, settings);
            });
    if (!differences.isEmpty()) {
      throw ClickHouseFaults.otherTables(differences);
    }
    checked = true;
  }

  private String described(String version) {
    String server = "ClickHouse " + OneLine.text(version);
    if (ServerTables.readsNumbersExactly(version)) {
      return server;
    }
    String caution = server + ", which may read the 16th and 17th digit of a number wrongly";
    if (!cautioned) {
      cautioned = true;
      LOG.warn("{}: expected ClickHouse 26.7 or newer, found {}", settings.name(), caution);
    }
    return caution;
  }

  @Override
  public String detail() {
    return detail;
  }

  @Override
  public void close() {
    closed = true;
    if (link != null) {
      link.close();
      link = null;
      detail = settings.place() + ", closed";
    }
  }

  private InferenceException illegalState(String expected, String found) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, settings.name() + ": expected " + expected + ", found " + found);
  }
}

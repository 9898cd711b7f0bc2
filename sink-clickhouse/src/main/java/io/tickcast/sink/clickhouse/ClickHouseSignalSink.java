package io.tickcast.sink.clickhouse;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
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
 * <i>Confined</i>, but for {@link #detail} and {@link #check}.
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

  private final ArchiveSettings settings;
  private final ClickHouseSettings server;
  private final RecordShape shape = new RecordShape();
  private final Verdicts verdicts = new Verdicts();
  private volatile @Nullable ClickHouseLink link;
  private volatile boolean closed;

  /** The server is one, and its tables are as they have to be. */
  private boolean checked;

  private boolean cautioned;
  private volatile String detail;

  ClickHouseSignalSink(ArchiveSettings settings) {
    this.settings = settings;
    this.server = settings.server();
    this.detail = server.place() + ", not connected yet";
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
    ClickHouseLink made = new ClickHouseLink(server);
    made.prepare();
    link = made;
  }

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    ClickHouseLink open = openLink();
    if (timeout.isZero() || timeout.isNegative()) {
      return 0;
    }
    verdicts.keepOnly(batch);
    try {
      write(open, batch, shorter(timeout, server.timeout()));
    } catch (InferenceException e) {
      return finishAfter(e, batch, refusals);
    }
    return verdicts.finish(batch, refusals);
  }

  private ClickHouseLink openLink() {
    ClickHouseLink open = link;
    if (open == null) {
      throw illegalState("an open sink", closed ? "a closed one" : "a new one");
    }
    return open;
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
        compare(open, deadline);
      }
      TableWriter writer = new TableWriter(open, verdicts, () -> compare(open, deadline));
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
  private void compare(ClickHouseLink open, Deadline deadline) {
    checked = false;
    List<String> differences =
        open.query(
            deadline,
            connection -> {
              ServerTables tables = new ServerTables(connection);
              detail = server.place() + ", " + described(tables.version());
              return ClickHouseSchema.differences(tables, settings);
            });
    ClickHouseFaults.requireNone(differences);
    checked = true;
  }

  private String described(String version) {
    String engine = "ClickHouse " + OneLine.text(version);
    if (ServerTables.readsNumbersExactly(version)) {
      return engine;
    }
    String caution = engine + ", which may read the 16th and 17th digit of a number wrongly";
    if (!cautioned) {
      cautioned = true;
      LOG.warn("{}: expected ClickHouse 26.7 or newer, found {}", server.name(), caution);
    }
    return caution;
  }

  /** On a connection of its own: that of the writer may be in the middle of an insert. */
  @Override
  public void check(Duration timeout) {
    openLink();
    List<String> differences =
        ClickHouseLink.askOnce(
            server,
            shorter(timeout, server.timeout()),
            connection -> ClickHouseSchema.differences(new ServerTables(connection), settings));
    ClickHouseFaults.requireNone(differences);
  }

  @Override
  public String detail() {
    return detail;
  }

  @Override
  public void close() {
    closed = true;
    ClickHouseLink open = link;
    if (open != null) {
      open.close();
      link = null;
      detail = server.place() + ", closed";
    }
  }

  private InferenceException illegalState(String expected, String found) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, server.name() + ": expected " + expected + ", found " + found);
  }
}

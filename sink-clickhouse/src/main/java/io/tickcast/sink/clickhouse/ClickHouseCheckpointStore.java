package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints from the tables of models and of agents. <i>Thread-safe</i>: one question at a
 * time.
 */
final class ClickHouseCheckpointStore implements CheckpointStore {
  private final StoreSettings settings;
  private final ClickHouseLink link;
  private final CheckpointReader reader;

  /** A link has one connection, and its end is that of one call. */
  private final ReentrantLock asking = new ReentrantLock();

  private volatile boolean closed;

  ClickHouseCheckpointStore(StoreSettings settings, EpochNanoClock clock) {
    this.settings = settings;
    this.link = new ClickHouseLink(settings.server());
    this.reader = new CheckpointReader(settings, link, clock);
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    List<CheckpointReader.Found> tables =
        inTurn(settings.server().timeout(), deadline -> reader.find(query, deadline));
    List<CheckpointRef> refs = new ArrayList<>();
    for (CheckpointReader.Found found : tables) {
      requireFew(found);
      found.rows().stream()
          .map(row -> CheckpointRows.ref(found.table(), row))
          .filter(ref -> CheckpointRows.fits(query, ref))
          .forEach(refs::add);
    }
    refs.sort(Comparator.comparing(CheckpointRef::location));
    return List.copyOf(refs);
  }

  private void requireFew(CheckpointReader.Found found) {
    if (found.rows().size() > settings.maxRows()) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          found.table().place()
              + ": expected at most "
              + settings.maxRows()
              + " rows that answer, found more: ask for less, or set max_rows");
    }
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    for (CheckpointTable table : settings.tables()) {
      String id = CheckpointRows.id(table, ref.location());
      if (!id.isEmpty()) {
        return load(table, id);
      }
    }
    requireOpen();
    throw none(ref.location());
  }

  private ModelArtifact load(CheckpointTable table, String id) {
    CheckpointReader.Loaded row =
        inTurn(settings.loadTimeout(), deadline -> reader.load(table, id, deadline))
            .orElseThrow(() -> none(CheckpointRows.location(table, id)));
    return new CheckpointRows(table, id).artifact(row, settings);
  }

  private InferenceException none(String location) {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        settings.server().name()
            + ": expected a row "
            + OneLine.quote(location)
            + ", found none at "
            + settings.server().place());
  }

  private <T> T inTurn(Duration time, Function<Deadline, T> questions) {
    requireOpen();
    Deadline whole = Deadline.unwatched(time);
    if (!tryLock(time)) {
      throw link.faults().noAnswer(time, null);
    }
    try (Deadline deadline = link.deadline(whole.left())) {
      link.prepare();
      return questions.apply(deadline);
    } catch (InferenceException e) {
      throw closed && e.code() != ErrorCode.ILLEGAL_STATE ? closed(e) : e;
    } finally {
      asking.unlock();
    }
  }

  private boolean tryLock(Duration time) {
    try {
      return asking.tryLock(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw closed(null);
    }
  }

  private InferenceException closed(@Nullable Exception cause) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        settings.server().name() + ": expected an open checkpoint store, found it closed",
        cause);
  }

  /** What is being asked is cut off. */
  @Override
  public void close() {
    closed = true;
    link.close();
  }
}

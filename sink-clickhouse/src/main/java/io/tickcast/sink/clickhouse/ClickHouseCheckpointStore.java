package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads checkpoints from the tables of models and of agents. <i>Thread-safe.</i> */
final class ClickHouseCheckpointStore implements CheckpointStore {
  private final StoreSettings settings;
  private final CheckpointLine searches;

  /** Of its own: a load may take minutes, and nobody who searches waits for it. */
  private final CheckpointLine loads;

  ClickHouseCheckpointStore(StoreSettings settings, EpochNanoClock clock) {
    this.settings = settings;
    this.searches = new CheckpointLine(settings, settings.server().timeout(), clock);
    this.loads = new CheckpointLine(settings, settings.loadTimeout(), clock);
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    List<CheckpointRef> refs = new ArrayList<>();
    for (CheckpointReader.Found found : searches.ask((reader, time) -> reader.find(query, time))) {
      requireFew(found);
      found.rows().stream()
          .map(row -> CheckpointRows.ref(found.table(), row))
          .filter(query::isAnsweredBy)
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
    loads.requireOpen();
    throw none(ref.location());
  }

  private ModelArtifact load(CheckpointTable table, String id) {
    CheckpointReader.Loaded row =
        loads
            .ask((reader, time) -> reader.load(table, id, time))
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

  /** What is being asked is cut off. */
  @Override
  public void close() {
    searches.close();
    loads.close();
  }
}

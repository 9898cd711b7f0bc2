package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.tck.CheckpointStoreTck;
import io.tickcast.tck.StoredCheckpoint;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class ClickHouseStoreTckTest extends CheckpointStoreTck {
  private final Shelf shelf;

  ClickHouseStoreTckTest(Archive archive) {
    this.shelf = new Shelf(archive.initialized());
  }

  @Override
  protected CheckpointStoreProvider provider() {
    return new ClickHouseStoreProvider();
  }

  @Override
  protected Map<String, String> options() {
    return shelf.options();
  }

  @Override
  protected Map<String, String> optionsWithCap(int bytes) {
    Map<String, String> options = new HashMap<>(shelf.options());
    options.put("max_bytes", Integer.toString(bytes));
    return options;
  }

  @Override
  protected void put(StoredCheckpoint one) {
    shelf
        .model(one.fileName())
        .with("model_type", one.type())
        .with("model_version", one.version())
        .with("symbol", one.symbol())
        .with("timeframe", one.timeframe().code())
        .with("model_format", one.format())
        .content(one.content())
        .with("sha256", one.sha256())
        .with("manifest", one.manifestJson())
        .with("deployment_status", one.status())
        .insert();
  }

  @Override
  protected void remove(CheckpointRef ref) {
    String id = ref.location().substring(ref.location().indexOf('/') + 1);
    shelf.archive.query(
        "ALTER TABLE db.model_checkpoints DELETE WHERE checkpoint_id = '"
            + id
            + "' SETTINGS mutations_sync = 2");
  }
}

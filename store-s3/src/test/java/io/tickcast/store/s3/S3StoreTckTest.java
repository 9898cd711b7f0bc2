package io.tickcast.store.s3;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.tck.CheckpointStoreTck;
import io.tickcast.tck.StoredCheckpoint;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBucket.class)
class S3StoreTckTest extends CheckpointStoreTck {
  private final Bucket bucket;

  S3StoreTckTest(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  protected CheckpointStoreProvider provider() {
    return new S3StoreProvider();
  }

  @Override
  protected Map<String, String> options() {
    return bucket.options();
  }

  @Override
  protected Map<String, String> optionsWithCap(int bytes) {
    Map<String, String> options = new HashMap<>(bucket.options());
    options.put("max_bytes", Integer.toString(bytes));
    return options;
  }

  @Override
  protected void put(StoredCheckpoint one) {
    bucket.put(one.fileName(), one.content());
    bucket.put(one.fileName() + ".manifest.json", one.manifestJson());
  }

  @Override
  protected void remove(CheckpointRef ref) {
    bucket.server.delete(bucket.name, "live/models/" + ref.location());
  }
}

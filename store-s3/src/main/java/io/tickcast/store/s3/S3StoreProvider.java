package io.tickcast.store.s3;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;

/**
 * Makes checkpoint stores over a bucket, as the store {@code s3}. <i>Thread-safe.</i>
 *
 * <p>Settings: {@code bucket}; {@code prefix} (none); {@code endpoint} (that of the region); {@code
 * region} ({@code us-east-1}); {@code path_style} ({@code true} with an endpoint); {@code
 * access_key_id}, {@code secret_access_key} and {@code session_token}, else what the SDK finds;
 * {@code max_bytes} of a model; {@code max_objects} of a list; {@code connect_timeout}, {@code
 * timeout} and {@code load_timeout}.
 */
public final class S3StoreProvider implements CheckpointStoreProvider {
  /** Creates the provider. */
  public S3StoreProvider() {}

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public CheckpointStore create(ComponentConfig config) {
    return new S3CheckpointStore(S3Settings.from(config));
  }
}

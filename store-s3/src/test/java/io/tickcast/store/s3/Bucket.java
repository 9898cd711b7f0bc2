package io.tickcast.store.s3;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import io.tickcast.servers.S3Server;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A bucket of its own on a real server, and stores that read it. */
final class Bucket {
  final S3Server server;
  final String name;
  private final Map<String, String> options = new HashMap<>();

  Bucket(S3Server server, String name) {
    this.server = server;
    this.name = name;
    with("bucket", name).with("endpoint", server.url()).with("prefix", "live/models");
    with("access_key_id", "reader").with("secret_access_key", "hunter2");
  }

  Bucket with(String key, String value) {
    options.put(key, value);
    return this;
  }

  Map<String, String> options() {
    return Map.copyOf(options);
  }

  CheckpointStore store() {
    return new S3StoreProvider().create(new ComponentConfig("store 'bucket'", options, () -> 0));
  }

  /** Puts an object below the prefix. */
  void put(String location, String content) {
    put(location, content.getBytes(StandardCharsets.UTF_8));
  }

  void put(String location, byte[] content) {
    server.put(name, "live/models/" + location, content);
  }
}

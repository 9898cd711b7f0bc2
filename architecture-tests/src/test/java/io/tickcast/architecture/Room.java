package io.tickcast.architecture;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A room: one module with one package, and the rooms that it may see. */
enum Room {
  API("inference-api", "io.tickcast.api"),
  JOURNAL("inference-journal", "io.tickcast.journal", API),
  TCK("inference-tck", "io.tickcast.tck", API),
  CHECKPOINT("inference-checkpoint", "io.tickcast.checkpoint", API),
  TREES("inference-trees", "io.tickcast.trees", API, CHECKPOINT),
  CORE("inference-core", "io.tickcast.core", API, JOURNAL),
  BACKEND_XGBOOST("backend-xgboost", "io.tickcast.backend.xgboost", API, CHECKPOINT, TREES),
  BACKEND_LIGHTGBM("backend-lightgbm", "io.tickcast.backend.lightgbm", API, CHECKPOINT, TREES),
  BACKEND_RL_DJL("backend-rl-djl", "io.tickcast.backend.rl", API, CHECKPOINT),
  BACKEND_ONNX("backend-onnx", "io.tickcast.backend.onnx", API),
  TRANSPORT_NATS("transport-nats", "io.tickcast.transport.nats", API),
  TRANSPORT_KAFKA("transport-kafka", "io.tickcast.transport.kafka", API),
  TRANSPORT_HTTP("transport-http", "io.tickcast.transport.http", API, CORE),
  SINK_CLICKHOUSE("sink-clickhouse", "io.tickcast.sink.clickhouse", API),
  STORE_S3("store-s3", "io.tickcast.store.s3", API),
  LOCAL_SERVERS("local-servers", "io.tickcast.servers", API),
  REFERENCE_SERVICE(
      "examples/reference-service",
      "io.tickcast.examples.service",
      API,
      JOURNAL,
      CHECKPOINT,
      TREES,
      CORE,
      BACKEND_XGBOOST,
      BACKEND_LIGHTGBM,
      BACKEND_RL_DJL,
      BACKEND_ONNX,
      TRANSPORT_NATS,
      TRANSPORT_KAFKA,
      TRANSPORT_HTTP,
      SINK_CLICKHOUSE,
      STORE_S3,
      LOCAL_SERVERS),
  EMBEDDED("examples/embedded", "io.tickcast.examples.embedded", API, TREES, CORE),
  CUSTOM_BACKEND("examples/custom-backend", "io.tickcast.examples.custombackend", API);

  private final String module;
  private final String packageName;
  private final Set<Room> seen;

  Room(String module, String packageName, Room... seen) {
    this.module = module;
    this.packageName = packageName;
    this.seen = Set.of(seen);
  }

  /** The folder of the module in the checkout. */
  String module() {
    return module;
  }

  /** The last part of the folder, by which the module's jar is called too. */
  String artifact() {
    return module.substring(module.lastIndexOf('/') + 1);
  }

  String packageName() {
    return packageName;
  }

  /** Whether the classes of this room may name those of another one. */
  boolean maySee(Room other) {
    return this == other || seen.contains(other);
  }

  /** Whether this is an adapter, which exports its provider and its config, and no more. */
  boolean isAdapter() {
    return Stream.of("backend-", "transport-", "sink-", "store-").anyMatch(module::startsWith);
  }

  /** Whether other programs are not built on it: an example, or what starts servers for tests. */
  private boolean isTool() {
    return module.startsWith("examples/") || this == LOCAL_SERVERS;
  }

  /** The room that a package belongs to, itself or by a package above it. */
  static Optional<Room> of(String packageName) {
    return Stream.of(values())
        .filter(room -> (packageName + ".").startsWith(room.packageName + "."))
        .findFirst();
  }

  /** The rooms that other programs are built on. */
  static Set<Room> library() {
    return Stream.of(values()).filter(room -> !room.isTool()).collect(Collectors.toSet());
  }

  static Set<String> modules() {
    return Stream.of(values()).map(Room::module).collect(Collectors.toSet());
  }
}

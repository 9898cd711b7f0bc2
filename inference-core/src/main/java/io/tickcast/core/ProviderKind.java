package io.tickcast.core;

import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.SignalSinkProvider;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One of the kinds of providers, with the artifacts where the known ones are found.
 * <i>Immutable.</i>
 *
 * @param type the interface
 * @param noun what it provides, for people
 * @param name its name
 * @param spiVersion the version that it was written for
 * @param artifacts the artifact that holds the provider of a name
 */
record ProviderKind<P>(
    Class<P> type,
    String noun,
    Function<P, String> name,
    ToIntFunction<P> spiVersion,
    Map<String, String> artifacts) {
  private static final String CORE = "io.tickcast:inference-core";

  static final ProviderKind<ModelProvider> MODELS =
      new ProviderKind<>(
          ModelProvider.class,
          "model backend",
          ModelProvider::name,
          ModelProvider::spiVersion,
          Map.of(
              "trees", "io.tickcast:inference-trees",
              "xgboost", "io.tickcast:backend-xgboost",
              "lightgbm", "io.tickcast:backend-lightgbm",
              "onnx", "io.tickcast:backend-onnx",
              "sb3", "io.tickcast:backend-rl-djl",
              "torchscript", "io.tickcast:backend-rl-djl"));

  static final ProviderKind<FeatureSourceProvider> SOURCES =
      new ProviderKind<>(
          FeatureSourceProvider.class,
          "feature source",
          FeatureSourceProvider::name,
          FeatureSourceProvider::spiVersion,
          Map.of(
              "recording", CORE,
              "nats", "io.tickcast:transport-nats",
              "kafka", "io.tickcast:transport-kafka",
              "clickhouse", "io.tickcast:sink-clickhouse"));

  static final ProviderKind<SignalSinkProvider> SINKS =
      new ProviderKind<>(
          SignalSinkProvider.class,
          "signal sink",
          SignalSinkProvider::name,
          SignalSinkProvider::spiVersion,
          Map.of(
              "jsonl", CORE,
              "nats", "io.tickcast:transport-nats",
              "kafka", "io.tickcast:transport-kafka",
              "clickhouse", "io.tickcast:sink-clickhouse"));

  static final ProviderKind<CheckpointStoreProvider> STORES =
      new ProviderKind<>(
          CheckpointStoreProvider.class,
          "checkpoint store",
          CheckpointStoreProvider::name,
          CheckpointStoreProvider::spiVersion,
          Map.of(
              "files",
              CORE,
              "classpath",
              CORE,
              "clickhouse",
              "io.tickcast:sink-clickhouse",
              "s3",
              "io.tickcast:store-s3"));

  /** Copies the table. */
  ProviderKind {
    artifacts = Map.copyOf(artifacts);
  }
}

package io.tickcast.core;

import java.nio.charset.StandardCharsets;

/**
 * The parts of a signal that are the same for every bar of a model and a series. <i>Immutable.</i>
 */
final class SignalTemplate {
  final byte[] symbolAndTimeframe;
  final byte[] modelVersion;
  final byte[] modelType;
  final byte[] hashes;
  final byte[][] outputs;
  final SignalIds ids;

  SignalTemplate(LoadedModel model, Series series) {
    symbolAndTimeframe =
        new JsonWriter(128)
            .raw(ascii(",\"symbol\":"))
            .string(series.symbol)
            .raw(ascii(",\"timeframe\":"))
            .string(series.timeframe.code())
            .raw(ascii(",\"timestamp_ms\":"))
            .toExactArray();
    modelVersion =
        new JsonWriter(128)
            .raw(ascii(",\"model_version\":"))
            .string(model.modelVersion())
            .raw(ascii(",\"metadata\":{\"features_used\":"))
            .toExactArray();
    modelType =
        new JsonWriter(128)
            .raw(ascii(",\"model_type\":"))
            .string(model.type())
            .raw(ascii(",\"schema_version\":1,\"source\":"))
            .toExactArray();
    hashes =
        new JsonWriter(256)
            .raw(ascii(",\"model_sha256\":"))
            .string(model.sha256())
            .raw(ascii(",\"features_hash\":"))
            .string(model.featuresHash())
            .raw(ascii(",\"config_id\":"))
            .toExactArray();
    outputs = model.facts().outputKeys();
    ids = new SignalIds(series.symbol, series.timeframe, model.name(), model.version());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

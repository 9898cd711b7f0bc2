package io.tickcast.core;

import static io.tickcast.core.Messages.utf8;

import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A decoder with what it needs, and short words for what it found. */
final class Decoding {
  final FeatureDictionary dictionary;
  final Series series = new Series("features.EURUSD.5m", "EURUSD", Timeframe.M5, 0);
  final BarRow row = new BarRow();
  final FrameDecoder decoder;

  Decoding() {
    this(FeedSettings.defaults());
  }

  Decoding(FeedSettings feed) {
    dictionary = new FeatureDictionary(feed);
    Instrument instrument =
        new Instrument(
            "EURUSD", List.of("EUR/USD"), OptionalDouble.empty(), OptionalDouble.empty());
    decoder = new FrameDecoder(dictionary, feed, new Symbols(List.of(instrument)));
  }

  @Nullable RefusalReason decode(String message) {
    return decode(utf8(message));
  }

  @Nullable RefusalReason decode(byte[] message) {
    return decoder.decode(message, series, row);
  }

  String detail() {
    return decoder.detail();
  }

  /** A feature of the row; NaN when it is missing. */
  double value(String name) {
    return row.value(dictionary.feature(name).slot());
  }

  boolean isText(String name) {
    return row.isText(dictionary.feature(name).slot());
  }
}

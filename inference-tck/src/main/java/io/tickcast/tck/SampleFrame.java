package io.tickcast.tck;

import io.tickcast.api.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * A frame that the suite asks an adapter to publish: to bring to the origin that its source reads.
 *
 * @param kind what it carries
 * @param channel where it must come from, such as {@code features.EURUSD.5m}
 * @param content the bytes, UTF-8 JSON as the wire has them; not to be altered
 */
public record SampleFrame(FrameKind kind, String channel, byte[] content) {
  /** The close time of the first bar, Unix milliseconds. */
  static final long FIRST_BAR_MILLIS = 1_760_867_700_000L;

  /** Checks that nothing is missing. */
  public SampleFrame {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(content, "content");
  }

  /** A bar of five minutes; each index is one bar later. */
  static SampleFrame bar(String symbol, int index) {
    return new SampleFrame(
        FrameKind.FEATURES,
        "features." + symbol + ".5m",
        json(
            "{'symbol':'%s','timeframe':'5m','timestamp_ms':%d,'close':%s,"
                + "'features':{'rsi_14':%s,'atr_14':0.00125}}",
            symbol, barMillis(index), 1.08125 + index, 50.5 + index));
  }

  /** The close time of a bar. */
  static long barMillis(int index) {
    return FIRST_BAR_MILLIS + index * 300_000L;
  }

  /** A frame of some kind; each index is another one. */
  static SampleFrame of(FrameKind kind, int index) {
    return switch (kind) {
      case FEATURES -> bar("EURUSD", index);
      case FILL ->
          new SampleFrame(
              kind,
              "orders.filled.EURUSD",
              json(
                  "{'fill_id':'f-%d','symbol':'EURUSD','side':'buy','quantity':0.01,"
                      + "'price':1.08125,'timestamp_ms':%d}",
                  index, barMillis(index)));
      case ACCOUNT ->
          new SampleFrame(
              kind,
              "account.state",
              json(
                  "{'equity':10000.5,'cash':%d,'timestamp_ms':%d}",
                  9_000 + index, barMillis(index)));
      case CONFIG ->
          new SampleFrame(
              kind, "config.update.inference", json("{'config':{},'version':'%d'}", index));
    };
  }

  private static byte[] json(String format, Object... values) {
    String text = String.format(Locale.ROOT, format.replace('\'', '"'), values);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return kind + " on " + channel + ": " + new String(content, StandardCharsets.UTF_8);
  }
}

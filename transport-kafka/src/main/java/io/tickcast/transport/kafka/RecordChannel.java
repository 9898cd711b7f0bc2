package io.tickcast.transport.kafka;

import io.tickcast.api.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Where a frame in a topic came from: its header {@code channel}, else its key when that is a
 * channel, else {@code features.{key}.{timeframe}} when the key is a symbol.
 *
 * @param kind what it carries
 * @param name such as {@code features.EURUSD.5m}
 */
record RecordChannel(FrameKind kind, String name) {
  private static final Pattern TIMEFRAME =
      Pattern.compile("\"timeframe\"\\s*:\\s*\"([0-9]{1,2}[mhdw])\"");
  private static final Pattern SYMBOL = Pattern.compile("[^\\s.]{1,64}");

  /** The channel of a record; empty when nothing tells. */
  static Optional<RecordChannel> of(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("channel");
    if (header != null && header.value() != null) {
      return named(new String(header.value(), StandardCharsets.UTF_8));
    }
    if (record.key() == null) {
      return Optional.empty();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Optional<RecordChannel> channel = named(key);
    return channel.isPresent() || !SYMBOL.matcher(key).matches()
        ? channel
        : timeframe(record.value()).flatMap(code -> named("features." + key + "." + code));
  }

  private static Optional<RecordChannel> named(String name) {
    for (FrameKind kind : FrameKind.values()) {
      if (name.startsWith(prefix(kind))) {
        return Optional.of(new RecordChannel(kind, name));
      }
    }
    return Optional.empty();
  }

  private static String prefix(FrameKind kind) {
    return switch (kind) {
      case FEATURES -> "features.";
      case FILL -> "orders.filled.";
      case ACCOUNT -> "account.";
      case CONFIG -> "config.update.";
    };
  }

  /** Symbols alone do not tell the series of a bar; what it says of itself is checked by core. */
  private static Optional<String> timeframe(byte[] content) {
    Matcher found = TIMEFRAME.matcher(new String(content, StandardCharsets.UTF_8));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}

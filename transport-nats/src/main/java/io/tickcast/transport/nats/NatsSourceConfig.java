package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a source of frames. <i>Immutable.</i>
 *
 * @param connection how to reach NATS
 * @param features the subjects of bars, none twice, {@code features.>}
 * @param fills the subject of fills; empty for none
 * @param account the subject of account states; empty for none
 * @param config the subject of config hints; empty for none
 * @param pendingMessages how many bars of one subject may wait to be polled
 * @param pendingBytes how large they may be together
 */
record NatsSourceConfig(
    NatsConnectionConfig connection,
    List<String> features,
    Optional<String> fills,
    Optional<String> account,
    Optional<String> config,
    long pendingMessages,
    long pendingBytes) {
  /** 65,536 bars. */
  public static final long DEFAULT_PENDING_MESSAGES = 1L << 16;

  /** 256 MiB. */
  public static final long DEFAULT_PENDING_BYTES = 1L << 28;

  private static final String CLIENT_NAME = "tickcast-source";
  private static final Set<String> OPTIONS =
      Set.of(
          "subject",
          "fills_subject",
          "account_subject",
          "config_subject",
          "pending_messages",
          "pending_bytes");

  /** Below it are our own signals. */
  private static final String OUTGOING = "signals.>";

  /** One subscription. */
  record Channel(FrameKind kind, String setting, String subject) {}

  /**
   * Checks the settings.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the one that is wrong
   */
  public NatsSourceConfig {
    Objects.requireNonNull(connection, "connection");
    features = List.copyOf(features);
    check(connection.component(), channels(features, fills, account, config));
    if (pendingMessages < 1 || pendingMessages > 1L << 24) {
      throw Settings.invalid(
          connection.component(), "pending_messages", "1 to 16777216", "" + pendingMessages);
    }
    if (pendingBytes < 1 << 16 || pendingBytes > 1L << 36) {
      throw Settings.invalid(
          connection.component(), "pending_bytes", "65536 to 68719476736", "" + pendingBytes);
    }
  }

  /**
   * Reads the settings by their names.
   *
   * @param config of the component
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static NatsSourceConfig from(ComponentConfig config) {
    Settings settings = new Settings(config);
    if (config.options().containsKey("queue_group")) {
      throw settings.invalid(
          "queue_group",
          "none, because a queue group does not keep a symbol on one member: map subjects with"
              + " partition() instead",
          "one");
    }
    Set<String> known = new HashSet<>(NatsConnectionConfig.OPTIONS);
    known.addAll(OPTIONS);
    config.refuseUnknown(known);
    return new NatsSourceConfig(
        NatsConnectionConfig.from(settings, CLIENT_NAME),
        settings.list("subject", "features.>"),
        settings.subject("fills_subject", "orders.filled.>"),
        settings.subject("account_subject", "account.state"),
        settings.subject("config_subject", "config.update.inference"),
        settings.whole("pending_messages", DEFAULT_PENDING_MESSAGES),
        settings.whole("pending_bytes", DEFAULT_PENDING_BYTES));
  }

  /** The subscriptions, bars last. */
  List<Channel> channels() {
    return channels(features, fills, account, config);
  }

  private static List<Channel> channels(
      List<String> features,
      Optional<String> fills,
      Optional<String> account,
      Optional<String> config) {
    List<Channel> all = new ArrayList<>();
    fills.ifPresent(s -> all.add(new Channel(FrameKind.FILL, "fills_subject", s)));
    account.ifPresent(s -> all.add(new Channel(FrameKind.ACCOUNT, "account_subject", s)));
    config.ifPresent(s -> all.add(new Channel(FrameKind.CONFIG, "config_subject", s)));
    features.forEach(s -> all.add(new Channel(FrameKind.FEATURES, "subject", s)));
    return all;
  }

  private static void check(String component, List<Channel> channels) {
    if (channels.isEmpty()) {
      throw Settings.invalid(component, "subject", "at least one subject", "none");
    }
    for (int i = 0; i < channels.size(); i++) {
      Channel channel = channels.get(i);
      if (!Subjects.isPattern(channel.subject())) {
        throw Settings.invalid(
            component,
            channel.setting(),
            "tokens with dots between them, * for one and > for the rest",
            OneLine.quote(channel.subject()));
      }
      if (Subjects.overlap(channel.subject(), OUTGOING)) {
        throw Settings.invalid(
            component,
            channel.setting(),
            "nothing below " + OUTGOING + ", where signals go out",
            OneLine.quote(channel.subject()));
      }
      for (Channel other : channels.subList(0, i)) {
        checkApart(component, channel, other);
      }
    }
  }

  /** A message that two subscriptions match would come twice. */
  private static void checkApart(String component, Channel channel, Channel other) {
    if (Subjects.overlap(channel.subject(), other.subject())) {
      throw Settings.invalid(
          component,
          channel.setting(),
          "a subject apart from " + OneLine.quote(other.subject()) + " of " + other.setting(),
          OneLine.quote(channel.subject()));
    }
  }
}

package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a sink of signals. <i>Immutable.</i>
 *
 * @param connection how to reach NATS
 * @param subjectPrefix the first tokens of all subjects, {@code signals}
 * @param pendingBytes how much may be on its way to the server; beyond it a signal is not taken
 * @param jetStream how long acknowledgements of a stream are waited for; empty for plain publishing
 * @param resendYounger how old what a broken connection may have lost can be when it is published
 *     again, with plain publishing
 */
record NatsSinkConfig(
    NatsConnectionConfig connection,
    String subjectPrefix,
    long pendingBytes,
    Optional<AckTimes> jetStream,
    Duration resendYounger) {
  /** 16 MiB: about three thousand signals. */
  public static final long DEFAULT_PENDING_BYTES = 16L << 20;

  /** Shorter than a signal is valid by default, at any timeframe. */
  private static final Duration DEFAULT_RESEND = Duration.ofSeconds(30);

  private static final Duration LONGEST_RESEND = Duration.ofMinutes(10);
  private static final String DEFAULT_PREFIX = "signals";
  private static final List<String> INCOMING =
      List.of("features.>", "orders.>", "account.>", "config.>");
  private static final String CLIENT_NAME = "tickcast-sink";

  /**
   * Checks the settings.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the one that is wrong
   */
  public NatsSinkConfig {
    Objects.requireNonNull(connection, "connection");
    if (!Subjects.isLiteral(subjectPrefix)) {
      throw Settings.invalid(
          connection.component(),
          "subject_prefix",
          "tokens with dots between them, such as signals",
          OneLine.quote(subjectPrefix));
    }
    for (String incoming : INCOMING) {
      if (Subjects.overlap(subjectPrefix + ".>", incoming)) {
        throw Settings.invalid(
            connection.component(),
            "subject_prefix",
            "subjects apart from " + incoming + ", where frames come in",
            OneLine.quote(subjectPrefix));
      }
    }
    if (pendingBytes < 1 << 16 || pendingBytes > 1L << 32) {
      throw Settings.invalid(
          connection.component(), "pending_bytes", "65536 to 4294967296", "" + pendingBytes);
    }
    if (resendYounger.isNegative() || resendYounger.compareTo(LONGEST_RESEND) > 0) {
      throw Settings.invalid(
          connection.component(),
          "resend_ms",
          "0 to " + LONGEST_RESEND.toMillis(),
          "" + resendYounger.toMillis());
    }
  }

  /**
   * Reads the settings by their names.
   *
   * @param config of the component
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static NatsSinkConfig from(ComponentConfig config) {
    Set<String> known = new HashSet<>(NatsConnectionConfig.OPTIONS);
    known.addAll(Set.of("subject_prefix", "pending_bytes", "jetstream"));
    known.addAll(AckTimes.OPTIONS);
    config.refuseUnknown(known);
    Settings settings = new Settings(config);
    return new NatsSinkConfig(
        NatsConnectionConfig.from(settings, CLIENT_NAME),
        settings.text("subject_prefix").orElse(DEFAULT_PREFIX),
        settings.whole("pending_bytes", DEFAULT_PENDING_BYTES),
        jetStream(settings),
        settings.flag("jetstream") ? Duration.ZERO : settings.millis("resend_ms", DEFAULT_RESEND));
  }

  private static Optional<AckTimes> jetStream(Settings settings) {
    if (!settings.flag("jetstream")) {
      settings
          .text(AckTimes.WAIT)
          .ifPresent(
              value -> {
                throw settings.invalid(
                    AckTimes.WAIT, "jetstream: true beside it", OneLine.quote(value));
              });
      return Optional.empty();
    }
    try {
      return Optional.of(AckTimes.from(settings));
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION, settings.component() + ": " + e.getMessage(), e);
    }
  }
}

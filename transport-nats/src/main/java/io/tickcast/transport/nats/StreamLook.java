package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a server for the streams over the subjects of signals; makes and changes none. */
final class StreamLook {
  private static final int JETSTREAM_OFF_FOR_ACCOUNT = 10_039;
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final String prefix;

  StreamLook(String prefix) {
    this.prefix = prefix;
  }

  /** Blocks until the server has answered, or for a few seconds. */
  Streams at(Connection connection) throws InterruptedException {
    try {
      JetStreamOptions options = JetStreamOptions.builder().requestTimeout(ANSWER).build();
      return found(connection.jetStreamManagement(options).getStreams(prefix + ".>"));
    } catch (JetStreamApiException e) {
      return e.getApiErrorCode() == JETSTREAM_OFF_FOR_ACCOUNT
          ? off("off for this account")
          : Streams.unknown("expected a list of streams, found " + OneLine.of(e));
    } catch (IOException e) {
      return connection.getServerInfo().isJetStreamAvailable() ? silent() : off("none");
    } catch (IllegalStateException e) {
      // The connection has ended meanwhile; the next one asks again.
      return Streams.NOT_ASKED;
    }
  }

  private static Streams off(String found) {
    return Streams.none(
        "expected JetStream on the server, found "
            + found
            + ": signals go to subscribers alone; turn it on there, or set jetstream to false");
  }

  private Streams silent() {
    return Streams.unknown(
        "expected a list of the streams over "
            + prefix
            + ".>, found no answer: grant this user publish on $JS.API.STREAM.LIST and subscribe on"
            + " _INBOX.>");
  }

  private Streams found(List<StreamInfo> streams) {
    Map<String, List<String>> subjects = new HashMap<>();
    Duration window = Duration.ZERO;
    for (StreamInfo stream : streams) {
      StreamConfiguration configuration = stream.getConfiguration();
      List<String> ours = configuration.getSubjects().stream().filter(this::isOfSignals).toList();
      if (ours.isEmpty()) {
        continue;
      }
      if (configuration.getNoAck()) {
        return Streams.none(
            "expected streams that acknowledge, found no_ack in stream "
                + configuration.getName()
                + ": signals are not followed");
      }
      subjects.put(configuration.getName(), ours);
      window = shorter(window, configuration.getDuplicateWindow());
    }
    return subjects.isEmpty()
        ? missing()
        : new Streams(Optional.of(subjects), window, Optional.empty());
  }

  private boolean isOfSignals(String pattern) {
    return Subjects.overlap(pattern, prefix + ".*") || Subjects.overlap(pattern, prefix + ".*.*");
  }

  /** Zero is not known. */
  private static Duration shorter(Duration one, Duration other) {
    return one.isZero() || (!other.isZero() && other.compareTo(one) < 0) ? other : one;
  }

  private Streams missing() {
    return Streams.none(
        String.format(
            Locale.ROOT,
            "expected a stream over %1$s.* or %1$s.>, found none: signals go to subscribers alone;"
                + " make one, such as: nats stream add SIGNALS --subjects '%1$s.*' --storage file"
                + " --dupe-window 2m --defaults",
            prefix));
  }
}

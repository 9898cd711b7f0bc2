package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.Subscription;
import io.nats.client.api.ServerInfo;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.transport.nats.NatsProbe.Finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The looks at one server, one after the other on one connection. <i>Confined.</i> */
final class ProbeRun {
  private static final String CONNECTION = "connection";
  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final String ROUND_TRIP = "round trip";
  private static final String INBOXES = "_INBOX.>";
  private static final byte[] MESSAGE = "tickcast doctor".getBytes(StandardCharsets.US_ASCII);

  private final ProbeLink link;
  private final EpochNanoClock clock;
  private final PayloadNeed payload;
  private final List<NatsSourceConfig.Channel> channels;
  private final List<NatsProbe.Finding> findings = new ArrayList<>();

  /**
   * Prepares the looks.
   *
   * @param clock measures how long the message took
   * @param channels what the component subscribes to
   */
  ProbeRun(
      ProbeLink link,
      EpochNanoClock clock,
      PayloadNeed payload,
      List<NatsSourceConfig.Channel> channels) {
    this.link = link;
    this.clock = clock;
    this.payload = payload;
    this.channels = List.copyOf(channels);
  }

  List<NatsProbe.Finding> run() {
    try {
      Connection connection = link.connect();
      look(connection);
    } catch (InferenceException e) {
      if (e.code() != ErrorCode.EXTERNAL_UNAVAILABLE) {
        throw e;
      }
      fault(
          String.valueOf(e.getMessage()),
          "start the server, or correct url, login and tls_ settings of this component");
    } catch (TimeoutException | IOException | IllegalStateException e) {
      fault(
          "expected an answer within "
              + ProbeLink.ANSWER.toSeconds()
              + " s, found none: "
              + OneLine.of(e),
          "look at the server's log and at the network between: it stands still, or hung up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fault("expected to look at the server, found an interrupt", "try again");
    }
    return List.copyOf(findings);
  }

  private void fault(String message, String advice) {
    findings.add(new NatsProbe.Finding(Severity.FAULT, CONNECTION, message, advice));
  }

  private void look(Connection connection)
      throws InterruptedException, TimeoutException, IOException {
    ServerInfo server = connection.getServerInfo();
    note(
        CONNECTION,
        String.format(
            Locale.ROOT,
            "%s, nats-server %s %s, answers a ping in %s",
            OneLine.text(String.valueOf(connection.getConnectedUrl())),
            OneLine.text(String.valueOf(server.getVersion())),
            OneLine.quote(String.valueOf(server.getServerName())),
            millis(connection.RTT())));
    findings.add(payload.finding(server.getMaxPayload()));
    if (!channels.isEmpty()) {
      subscribe(connection);
    }
    roundTrip(connection);
  }

  /** Asks for the permission alone: each subscription ends before a message could come. */
  private void subscribe(Connection connection) throws InterruptedException, TimeoutException {
    channels.forEach(channel -> connection.subscribe(channel.subject()).unsubscribe());
    link.settle(connection);
    List<NatsSourceConfig.Channel> denied =
        channels.stream().filter(channel -> !link.maySubscribe(channel.subject())).toList();
    if (denied.isEmpty()) {
      note(SUBSCRIPTIONS, "permitted: " + subjects(channels));
      return;
    }
    boolean grave = denied.stream().anyMatch(ProbeRun::isNeeded);
    findings.add(
        new NatsProbe.Finding(
            grave ? Severity.FAULT : Severity.WEAKER,
            SUBSCRIPTIONS,
            "expected the permission to subscribe to "
                + subjects(channels)
                + ", found it denied for "
                + subjects(denied),
            "grant this user subscribe on "
                + subjects(denied)
                + ", or set what is not needed to nothing: "
                + denied.stream()
                    .map(NatsSourceConfig.Channel::setting)
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  /** Without bars there is nothing to decide, and without fills positions would be wrong. */
  private static boolean isNeeded(NatsSourceConfig.Channel channel) {
    return channel.kind() == FrameKind.FEATURES || channel.kind() == FrameKind.FILL;
  }

  private static String subjects(List<NatsSourceConfig.Channel> channels) {
    return channels.stream()
        .map(NatsSourceConfig.Channel::subject)
        .collect(Collectors.joining(", "));
  }

  private void roundTrip(Connection connection)
      throws InterruptedException, TimeoutException, IOException {
    String inbox = connection.createInbox();
    Subscription subscription = connection.subscribe(inbox);
    link.settle(connection);
    if (!link.maySubscribe(inbox)) {
      pingInstead("subscribe to", connection);
      return;
    }
    long before = clock.epochNanos();
    connection.publish(inbox, MESSAGE);
    // The server answers this after it has handed the message back.
    connection.flush(ProbeLink.ANSWER);
    long nanos = clock.epochNanos() - before;
    link.settle(connection);
    if (!link.mayPublish(inbox)) {
      pingInstead("publish on", connection);
    } else if (subscription.nextMessage(ProbeLink.ANSWER) == null) {
      throw new TimeoutException("a message on an inbox of our own did not come back");
    } else {
      note(ROUND_TRIP, "a message came back in " + millis(Duration.ofNanos(nanos)));
    }
  }

  private void pingInstead(String verb, Connection connection) throws IOException {
    findings.add(
        new NatsProbe.Finding(
            Severity.WEAKER,
            ROUND_TRIP,
            "expected the permission to "
                + verb
                + " "
                + INBOXES
                + ", found it denied: no message was tried, a ping was answered in "
                + millis(connection.RTT()),
            "nothing is needed for the service itself; to see a message go there and back grant"
                + " this user publish and subscribe on "
                + INBOXES));
  }

  private void note(String subject, String message) {
    findings.add(NatsProbe.Finding.note(subject, message));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6);
  }
}

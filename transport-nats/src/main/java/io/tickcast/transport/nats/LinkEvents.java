package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Subscription;
import io.tickcast.api.OneLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hears the client and tells the link. Called on one thread, in the order of what happened. */
final class LinkEvents implements ConnectionListener, ErrorListener {
  private static final Pattern DENIED =
      Pattern.compile(
          "permissions violation for (publish|subscription) to \"([^\"]*)\".*",
          Pattern.CASE_INSENSITIVE);

  private final NatsLink link;
  private final LinkLog log;
  private final Problems problems;

  LinkEvents(NatsLink link, LinkLog log, Problems problems) {
    this.link = link;
    this.log = log;
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("deprecation") // The only method of this listener that is not a default.
  public void connectionEvent(Connection connection, Events type) {
    switch (type) {
      case DISCONNECTED -> {
        log.attemptEnded();
        link.disconnected(connection);
      }
      case RECONNECTED -> log.connected(String.valueOf(connection.getConnectedUrl()));
      case RESUBSCRIBED -> link.reconnected(connection);
      case CLOSED -> link.closed(connection);
      case LAME_DUCK -> log.noteSeldom("end", "the server says that it will end soon");
      case CONNECTED, DISCOVERED_SERVERS -> {
        // The link sees the first itself; the second changes nothing for it.
      }
    }
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    Matcher denied = DENIED.matcher(error);
    if (denied.matches()) {
      link.denied(denied.group(1).equalsIgnoreCase("publish"), denied.group(2));
      return;
    }
    log.problem(LinkLog.Weight.SERVER, problems.ofServer(error));
  }

  @Override
  public void exceptionOccurred(@Nullable Connection connection, Exception exception) {
    if (!link.isClosed()) {
      log.problem(LinkLog.Weight.EXCEPTION, problems.of(exception));
    }
  }

  /** Comes again whenever one message was taken and the next one finds the queue full. */
  @Override
  public void slowConsumerDetected(Connection connection, Consumer consumer) {
    String subject = consumer instanceof Subscription sub ? sub.getSubject() : "a subscription";
    log.noteSeldom(
        subject,
        "expected the messages of "
            + OneLine.quote(subject)
            + " to be taken as fast as they come, found "
            + consumer.getPendingMessageCount()
            + " waiting; new ones are dropped");
  }
}

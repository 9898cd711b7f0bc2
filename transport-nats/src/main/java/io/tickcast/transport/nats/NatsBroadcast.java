package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends single messages, such as the word that a configuration is new. <i>Thread-safe.</i> Each
 * message has a connection of its own: it is for what happens now and then.
 */
public final class NatsBroadcast {
  private static final String CLIENT_NAME = "tickcast-broadcast";

  private final NatsConnectionConfig connection;

  private NatsBroadcast(NatsConnectionConfig connection) {
    this.connection = connection;
  }

  /**
   * A sender that connects to nothing yet.
   *
   * @param config with the address and the login of a source or sink of type nats
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static NatsBroadcast of(ComponentConfig config) {
    config.refuseUnknown(NatsConnectionConfig.OPTIONS);
    return new NatsBroadcast(NatsConnectionConfig.from(new Settings(config), CLIENT_NAME));
  }

  /**
   * Sends a message; the server has it when this returns.
   *
   * @param subject such as {@code config.update.inference}
   * @param body UTF-8
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when the server is away, or does not take it
   */
  public void send(String subject, byte[] body) {
    try (ProbeLink link = new ProbeLink(connection)) {
      Connection connected = link.connect();
      connected.publish(subject, body);
      link.settle(connected);
      if (!link.mayPublish(subject)) {
        throw unavailable(subject, "it denied", null);
      }
    } catch (TimeoutException e) {
      throw unavailable(subject, "no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(subject, "an interrupt", e);
    }
  }

  private InferenceException unavailable(String subject, String found, @Nullable Exception cause) {
    return new InferenceException(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        connection.serverText()
            + ": expected a message on "
            + OneLine.quote(subject)
            + " to be taken, found "
            + found,
        cause);
  }
}

package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.InferenceException;
import java.util.List;
import java.util.Objects;

/**
 * Looks at the server of a source or sink with the login and the encryption of that component, for
 * a doctor or a deployment check. <i>Thread-safe.</i>
 *
 * <p>Nothing is published where a consumer could take it for a bar or a signal: the message that
 * goes there and back uses an inbox of its own, {@code _INBOX.>}. So the permission to publish
 * signals is not tried. Each call connects anew, tries once, and takes a few seconds at most,
 * whatever the server does.
 */
public final class NatsProbe {
  private NatsProbe() {}

  /**
   * One thing that a look at a NATS server found. <i>Immutable.</i>
   *
   * @param severity what it means for the component
   * @param subject what was looked at, a word or two, such as {@code round trip}
   * @param message one line: what was found, with what was expected where that differs; holds no
   *     secrets
   * @param advice what to do, one line; empty for a note
   */
  public record Finding(Severity severity, String subject, String message, String advice) {
    /** What a finding means, the gravest first. */
    public enum Severity {
      /** Nothing comes in or goes out, or not all, until this is put right. */
      FAULT,
      /** Works, and less well than it should. */
      WEAKER,
      /** As it should be. */
      NOTE
    }

    /** Checks that nothing is missing. */
    public Finding {
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(advice, "advice");
    }

    static Finding note(String subject, String message) {
      return new Finding(Severity.NOTE, subject, message, "");
    }
  }

  /**
   * Looks at the server of a source: connection, {@code max_payload}, the permission to subscribe,
   * and a message there and back.
   *
   * @param config the settings of the source {@code nats}
   * @return what was found, in the order of the looks; one fault alone when there is no connection
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static List<Finding> source(ComponentConfig config) {
    NatsSourceConfig source = NatsSourceConfig.from(config);
    try (ProbeLink link = new ProbeLink(source.connection())) {
      return new ProbeRun(link, config.clock(), PayloadNeed.OF_BARS, source.channels()).run();
    }
  }

  /**
   * Looks at the server of a sink: connection, {@code max_payload}, and a message there and back.
   *
   * @param config the settings of the sink {@code nats}
   * @return what was found, in the order of the looks; one fault alone when there is no connection
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static List<Finding> sink(ComponentConfig config) {
    NatsSinkConfig sink = NatsSinkConfig.from(config);
    try (ProbeLink link = new ProbeLink(sink.connection())) {
      return new ProbeRun(link, config.clock(), PayloadNeed.OF_SIGNALS, List.of()).run();
    }
  }
}

package io.tickcast.transport.nats;

import java.util.Objects;

/**
 * One thing that a look at a NATS server found. <i>Immutable.</i>
 *
 * @param severity what it means for the component
 * @param subject what was looked at, a word or two, such as {@code round trip}
 * @param message one line: what was found, with what was expected where that differs; holds no
 *     secrets
 * @param advice what to do, one line; empty for a note
 */
public record NatsFinding(Severity severity, String subject, String message, String advice) {
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
  public NatsFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  static NatsFinding note(String subject, String message) {
    return new NatsFinding(Severity.NOTE, subject, message, "");
  }
}

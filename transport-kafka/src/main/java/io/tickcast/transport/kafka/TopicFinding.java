package io.tickcast.transport.kafka;

import java.util.Objects;

/**
 * One thing that a look at a topic found. <i>Immutable.</i>
 *
 * @param severity what it means for the audit trail
 * @param message one line: expectation and finding; holds no secrets
 * @param advice what to do, one line; empty for a note
 */
public record TopicFinding(Severity severity, String message, String advice) {
  /** What a finding means for the audit trail, the gravest first. */
  public enum Severity {
    /** Nothing is archived until an operator changes something. */
    FAULT,
    /** Nothing is archived, or not all, until the cluster is whole again. */
    OUTAGE,
    /** Records are archived, and can be lost later where the promise says they are not. */
    WEAKER,
    /** Good to know. */
    NOTE
  }

  /** Checks that nothing is missing. */
  public TopicFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  static TopicFinding note(String message) {
    return new TopicFinding(Severity.NOTE, message, "");
  }
}

package io.tickcast.journal;

import java.util.Objects;
import java.util.Optional;

/**
 * What an open log has and takes. <i>Immutable.</i>
 *
 * @param intake what it takes
 * @param problem why it takes less than everything, or has failed
 * @param firstSequence the oldest record
 * @param writtenSequence the newest one
 * @param durableSequence the newest durable one
 * @param segments the files, empty ones included
 * @param bytes what they take
 */
public record LogStatus(
    Intake intake,
    Optional<String> problem,
    long firstSequence,
    long writtenSequence,
    long durableSequence,
    int segments,
    long bytes) {
  /** Checks that nothing is missing. */
  public LogStatus {
    Objects.requireNonNull(intake, "intake");
    Objects.requireNonNull(problem, "problem");
  }
}

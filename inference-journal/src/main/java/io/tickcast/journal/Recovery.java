package io.tickcast.journal;

import java.util.Objects;
import java.util.Optional;

/**
 * What was found and done when a log was opened. <i>Immutable.</i>
 *
 * @param created whether the log was new
 * @param firstSequence the oldest record, or the next one to be written when there is none
 * @param lastSequence the newest record, 0 when there has been none yet
 * @param provenDurable how far it was known to be durable; what comes after it was written and
 *     forced once more
 * @param truncation what was cut from its end, when there was something
 */
public record Recovery(
    boolean created,
    long firstSequence,
    long lastSequence,
    long provenDurable,
    Optional<Truncation> truncation) {
  /** Checks that nothing is missing. */
  public Recovery {
    Objects.requireNonNull(truncation, "truncation");
  }

  /**
   * The torn end of a log after a crash: written, never durable, and not whole.
   *
   * @param file the segment that it began in
   * @param offset where in it
   * @param bytes how many bytes of it there were
   * @param wholeRecords how many records in it were whole, behind one that was not
   */
  public record Truncation(String file, long offset, long bytes, long wholeRecords) {
    /** Checks that nothing is missing. */
    public Truncation {
      Objects.requireNonNull(file, "file");
    }
  }
}

package io.tickcast.journal;

import java.util.Objects;

/**
 * A place where a log is not what it was. <i>Immutable.</i>
 *
 * @param file the name of the file
 * @param offset where in it
 * @param finding what was expected, and what was found
 */
public record Damage(String file, long offset, String finding) {
  /** Checks that nothing is missing. */
  public Damage {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(finding, "finding");
  }

  @Override
  public String toString() {
    return finding + ", in " + file + " at offset " + offset;
  }
}

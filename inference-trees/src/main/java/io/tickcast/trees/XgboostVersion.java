package io.tickcast.trees;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The version of XGBoost that wrote a file, which tells how it adds up and what its numbers mean.
 * <i>Immutable.</i>
 *
 * @param parts major, minor and patch; empty when the file does not say
 * @param beforeOne whether the form of the file says that it is of a time before 1.0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record XgboostVersion(int[] parts, boolean beforeOne) {

  /** Whether the version is known, and is this one or a later one. */
  boolean isAtLeast(int major, int minor) {
    return parts.length > 1 && (parts[0] > major || (parts[0] == major && parts[1] >= minor));
  }

  /** Whether the version is known, and is an earlier one. */
  boolean isBefore(int major, int minor) {
    return beforeOne || (parts.length > 1 && !isAtLeast(major, minor));
  }

  @Override
  public String toString() {
    if (parts.length == 0) {
      return beforeOne ? "before 1.0" : "of unknown version";
    }
    return Arrays.stream(parts).mapToObj(Integer::toString).collect(Collectors.joining("."));
  }
}

package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import java.util.Comparator;

/**
 * The order of versions: by the numbers of a semantic version, a release above its pre-releases
 * (Semantic Versioning 2.0.0, section 11), words between numbers by their letters; of equal ones by
 * the time they were stored, then by location so that the order is one. <i>Stateless.</i>
 */
final class VersionOrder {
  /** The last one is the latest. */
  static final Comparator<CheckpointRef> OF_CHECKPOINTS =
      Comparator.comparing(CheckpointRef::version, VersionOrder::compare)
          .thenComparingLong(CheckpointRef::createdAtMillis)
          .thenComparing(CheckpointRef::location);

  private VersionOrder() {}

  static int compare(String one, String other) {
    String[] left = withoutBuild(one).split("-", 2);
    String[] right = withoutBuild(other).split("-", 2);
    int byNumbers = byParts(left[0], right[0]);
    if (byNumbers != 0) {
      return byNumbers;
    }
    if (left.length != right.length) {
      return left.length == 1 ? 1 : -1;
    }
    return left.length == 1 ? 0 : byParts(left[1], right[1]);
  }

  private static String withoutBuild(String version) {
    int plus = version.indexOf('+');
    return plus < 0 ? version : version.substring(0, plus);
  }

  private static int byParts(String one, String other) {
    String[] left = one.split("[._]");
    String[] right = other.split("[._]");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      if (i == left.length || i == right.length) {
        return Integer.compare(left.length, right.length);
      }
      int part = byPart(left[i], right[i]);
      if (part != 0) {
        return part;
      }
    }
    return 0;
  }

  /** Numbers below words, as in a pre-release; numbers of any length by their digits. */
  private static int byPart(String one, String other) {
    boolean left = isNumber(one);
    boolean right = isNumber(other);
    if (left && right) {
      String a = one.replaceFirst("^0+(?=.)", "");
      String b = other.replaceFirst("^0+(?=.)", "");
      int byLength = Integer.compare(a.length(), b.length());
      return byLength == 0 ? a.compareTo(b) : byLength;
    }
    return left == right ? one.compareTo(other) : left ? -1 : 1;
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

package io.tickcast.hub;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a configuration: numbers in it are compared as numbers, what stands between them
 * as text. <i>Immutable.</i>
 *
 * @param text as the hub writes it
 */
record HubVersion(String text) implements Comparable<HubVersion> {
  private static final int LENGTH_MAX = 100;
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  HubVersion {
    if (text.isBlank() || text.length() > LENGTH_MAX) {
      throw Problems.malformed("version", "1 to " + LENGTH_MAX + " characters", text.length() + "");
    }
  }

  @Override
  public int compareTo(HubVersion other) {
    Matcher mine = PART.matcher(text);
    Matcher theirs = PART.matcher(other.text);
    while (true) {
      boolean more = mine.find();
      boolean otherMore = theirs.find();
      if (!more || !otherMore) {
        return Boolean.compare(more, otherMore);
      }
      int compared = compare(mine.group(), theirs.group());
      if (compared != 0) {
        return compared;
      }
    }
  }

  private static int compare(String one, String other) {
    boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
    return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
  }

  @Override
  public String toString() {
    return text;
  }
}

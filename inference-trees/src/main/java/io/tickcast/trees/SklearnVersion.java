package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of scikit-learn that wrote an estimator. <i>Immutable.</i>
 *
 * @param text as the file has it
 * @param major the first number
 * @param minor the second number
 */
record SklearnVersion(String text, int major, int minor) {
  private static final Pattern NUMBERS =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})([.a-z].{0,40})?");
  private static final int OLDEST_MINOR = 19;

  /**
   * Reads a version.
   *
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL) when it is none;
   *     (UNSUPPORTED_MODEL) for versions whose predictions nobody compared with
   */
  static SklearnVersion of(String text, String where) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      throw Faults.malformed("a version such as 1.5.2", Faults.quoted(text), where);
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    if (major > 1 || (major == 0 && minor < OLDEST_MINOR)) {
      throw Faults.unsupported(
          "scikit-learn 0." + OLDEST_MINOR + " to 1.x", Faults.quoted(text), where);
    }
    return new SklearnVersion(text, major, minor);
  }

  boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }
}

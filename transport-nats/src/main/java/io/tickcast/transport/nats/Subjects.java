package io.tickcast.transport.nats;

/** What subjects look like, and whether two patterns can match one message. */
final class Subjects {
  private static final int LONGEST = 256;

  private Subjects() {}

  /**
   * A subject to subscribe to: tokens with dots between them, {@code *} for one, {@code >} last.
   */
  static boolean isPattern(String text) {
    String[] tokens = text.split("\\.", -1);
    for (int i = 0; i < tokens.length; i++) {
      boolean rest = tokens[i].equals(">") && i == tokens.length - 1;
      if (!rest && !tokens[i].equals("*") && !isToken(tokens[i])) {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }

  /** A subject to publish to: tokens with dots between them. */
  static boolean isLiteral(String text) {
    for (String token : text.split("\\.", -1)) {
      if (!isToken(token)) {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }

  /** Visible ASCII without the characters that mean something in a pattern. */
  private static boolean isToken(String token) {
    return !token.isEmpty()
        && token.chars().allMatch(c -> c > ' ' && c < 127 && c != '*' && c != '>');
  }

  /** Whether there is a subject that both patterns match. */
  static boolean overlap(String one, String other) {
    String[] a = one.split("\\.", -1);
    String[] b = other.split("\\.", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i].equals(">") || b[i].equals(">")) {
        return true;
      }
      if (!a[i].equals(b[i]) && !a[i].equals("*") && !b[i].equals("*")) {
        return false;
      }
    }
    return a.length == b.length;
  }
}

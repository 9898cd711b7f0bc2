package io.tickcast.trees;

/** LightGBM's ways to read a number. */
final class LightgbmNumber {
  private static final int LARGEST_EXPONENT = 308;

  private LightgbmNumber() {}

  /** Whether a text is digits, with at most one point among them, and at most one exponent. */
  static boolean isDecimal(String text) {
    int at = digits(text, 0);
    int count = at;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      count += fraction - at - 1;
      at = fraction;
    }
    if (count == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      boolean signed =
          exponent < text.length()
              && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+');
      int first = signed ? exponent + 1 : exponent;
      at = digits(text, first);
      return at > first && at == text.length();
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /**
   * The value of a positive decimal number as the library reads the parameters of objectives: in
   * floating-point steps, so that it may differ from the nearest double. (Source: its {@code
   * common.h}, {@code Atof}.)
   *
   * @param text {@link #isDecimal} said yes to
   */
  static double rough(String text) {
    double value = 0;
    int at = 0;
    for (; at < digits(text, 0); at++) {
      value = value * 10 + (text.charAt(at) - '0');
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      double right = 0;
      for (int i = at + 1; i < end; i++) {
        right = text.charAt(i) - '0' + right * 10;
      }
      value += right / power(end - at - 1);
      at = end;
    }
    return at == text.length() ? value : scaled(value, text.substring(at + 1));
  }

  private static double scaled(double value, String exponent) {
    boolean negative = exponent.startsWith("-");
    String digits = negative || exponent.startsWith("+") ? exponent.substring(1) : exponent;
    int left = LARGEST_EXPONENT;
    if (digits.length() < 4) {
      left = Math.min(left, Integer.parseInt(digits));
    }
    double scale = 1;
    for (; left >= 50; left -= 50) {
      scale *= 1e50;
    }
    for (; left >= 8; left -= 8) {
      scale *= 1e8;
    }
    for (; left > 0; left--) {
      scale *= 10;
    }
    return negative ? value / scale : value * scale;
  }

  /** A power of ten by the library's own steps. */
  private static double power(int exponent) {
    double base = 10;
    double factor = 1;
    int left = exponent;
    while (left > 0) {
      if (left % 2 == 0) {
        base *= base;
        left /= 2;
      } else if (left % 3 == 0) {
        base = base * base * base;
        left /= 3;
      } else {
        factor *= base;
        left--;
      }
    }
    return factor;
  }
}

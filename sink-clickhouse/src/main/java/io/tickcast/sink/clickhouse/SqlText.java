package io.tickcast.sink.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Puts text of unknown origin into SQL: all but letters, digits and a few signs that mean nothing
 * in quotes becomes an escape, so that nothing ends the quotes.
 */
final class SqlText {
  private static final String HARMLESS = "_-./:";
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private SqlText() {}

  /** A string. */
  static String literal(String text) {
    return quoted(text, '\'');
  }

  /** The name of a column, a table or a database. */
  static String identifier(String name) {
    return quoted(name, '`');
  }

  /** An array of strings. */
  static String literals(Collection<String> texts) {
    return texts.stream().map(SqlText::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text, char quote) {
    StringBuilder sql = new StringBuilder(text.length() + 2).append(quote);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isHarmless(b)) {
        sql.append((char) b);
      } else {
        sql.append("\\x").append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
      }
    }
    return sql.append(quote).toString();
  }

  private static boolean isHarmless(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || HARMLESS.indexOf(b) >= 0;
  }
}

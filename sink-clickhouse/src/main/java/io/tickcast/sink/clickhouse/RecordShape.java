package io.tickcast.sink.clickhouse;

import io.tickcast.api.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a value is exactly one JSON object with a member for each column: the server would
 * take two objects for two rows, and put a default in place of a missing member. It does not check
 * the members' values, which the server does. <i>Confined.</i>
 */
final class RecordShape {
  private static final int LONGEST_NAME = 64;

  private final Map<String, Boolean> seen = new HashMap<>();

  /** Which of the open brackets are braces. */
  private final BitSet braces = new BitSet();

  private byte[] json = {};
  private int at;

  /** A value that is not of the shape that it should be. */
  private static final class Odd extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fault;

    private Odd(String fault) {
      super(fault, null, false, false);
      this.fault = fault;
    }
  }

  /**
   * What is wrong with a value, if anything.
   *
   * @param table where it is to go
   * @param value UTF-8
   */
  Optional<String> fault(ArchiveTable table, byte[] value) {
    json = value;
    at = 0;
    seen.clear();
    table.columns().forEach(column -> seen.put(column.name(), false));
    try {
      object();
      return missing();
    } catch (Odd e) {
      return Optional.of(e.fault);
    } finally {
      json = new byte[0];
    }
  }

  private Optional<String> missing() {
    return seen.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .map(name -> "expected a member '" + name + "', found none");
  }

  /** The object at the top, to the end of the value. */
  private void object() throws Odd {
    expect('{');
    if (next() != '}') {
      do {
        member();
      } while (separator());
    } else {
      at++;
    }
    if (next() >= 0) {
      throw new Odd("expected one JSON object, found more at byte " + at);
    }
  }

  private void member() throws Odd {
    next();
    int start = at + 1;
    string();
    int length = at - 1 - start;
    if (length <= LONGEST_NAME) {
      String name = new String(json, start, length, StandardCharsets.UTF_8);
      if (Boolean.TRUE.equals(seen.replace(name, true))) {
        throw new Odd("expected one member '" + name + "', found two");
      }
    }
    expect(':');
    value();
  }

  /** Moves past a comma or the end of the object; says whether a member follows. */
  private boolean separator() throws Odd {
    int c = next();
    if (c != ',' && c != '}') {
      throw odd("',' or '}'");
    }
    at++;
    return c == ',';
  }

  /** Moves past a value: to the comma or the brace that belongs to the object at the top. */
  private void value() throws Odd {
    int depth = 0;
    int c = next();
    int start = at;
    while (c >= 0 && !(depth == 0 && (c == ',' || c == '}'))) {
      if (c == '"') {
        string();
      } else {
        depth = bracket(c, depth);
        at++;
      }
      c = next();
    }
    if (depth != 0 || at == start) {
      throw odd("a value");
    }
  }

  /** How many brackets are open after a character. */
  private int bracket(int c, int depth) throws Odd {
    if (c == '{' || c == '[') {
      braces.set(depth, c == '{');
      return depth + 1;
    }
    if (c != '}' && c != ']') {
      return depth;
    }
    if (depth == 0 || braces.get(depth - 1) != (c == '}')) {
      throw odd("a bracket that was opened");
    }
    return depth - 1;
  }

  private void string() throws Odd {
    expect('"');
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    expect('"');
  }

  private void expect(char expected) throws Odd {
    if (next() != expected) {
      throw odd("'" + expected + "'");
    }
    at++;
  }

  private Odd odd(String expected) {
    String found = at < json.length ? OneLine.quote("" + (char) (json[at] & 0xff)) : "the end";
    return new Odd("expected " + expected + " at byte " + at + " of the JSON, found " + found);
  }

  /** The next byte that is no white space, which is not moved past; -1 at the end. */
  private int next() {
    while (at < json.length && isSpace(json[at])) {
      at++;
    }
    return at < json.length ? json[at] & 0xff : -1;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}

package io.tickcast.transport.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request, none of them unknown and none given twice. <i>Immutable.</i> */
final class Query {
  private static final int LONGEST_SHOWN = 64;

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the parameters.
   *
   * @throws BadRequestResponse naming what is unknown or repeated
   */
  static Query of(Context context, Set<String> known) {
    Map<String, List<String>> values = context.queryParamMap();
    for (Map.Entry<String, List<String>> value : values.entrySet()) {
      if (!known.contains(value.getKey())) {
        throw bad("parameters", "none but " + new TreeSet<>(known), value.getKey());
      }
      if (value.getValue().size() != 1) {
        throw bad(value.getKey(), "one value", value.getValue().size() + " of them");
      }
    }
    return new Query(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
  }

  /** A whole number within a range. */
  int number(String name, int low, int high, int otherwise) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw bad(name, "a whole number from " + low + " to " + high, text.get(), e);
    }
    throw bad(name, "a whole number from " + low + " to " + high, text.get());
  }

  static BadRequestResponse bad(String name, String expected, String found) {
    String shown =
        found.length() > LONGEST_SHOWN ? found.substring(0, LONGEST_SHOWN) + "..." : found;
    return new BadRequestResponse(name + ": expected " + expected + ", found '" + shown + "'");
  }

  private static BadRequestResponse bad(
      String name, String expected, String found, NumberFormatException cause) {
    BadRequestResponse bad = bad(name, expected, found);
    bad.initCause(cause);
    return bad;
  }
}

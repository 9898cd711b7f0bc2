package io.tickcast.backend.onnx;

import java.util.Map;

/** Reads a {@code StringStringEntryProto}. */
final class Entries {
  private Entries() {}

  /** An entry nobody asks for. */
  static void skip(Fields fields) {
    read(fields, (key, value) -> {});
  }

  /** Puts an entry into a map. */
  static void into(Map<String, String> map, Fields fields) {
    read(
        fields,
        (key, value) -> {
          if (map.put(key, value) != null) {
            throw fields
                .faults()
                .malformed(
                    "expected each metadata key once, found " + Faults.quote(key) + " again");
          }
        });
  }

  private interface Entry {
    void take(String key, String value);
  }

  private static void read(Fields fields, Entry entry) {
    String key = "";
    String value = "";
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> key = fields.text();
        case 2 -> value = fields.longText();
        default -> throw fields.unknown();
      }
    }
    entry.take(key, value);
  }
}

package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that a producer wrote into the metadata of a file, as a JSON list or split by commas. */
final class MetadataNames {
  private static final List<String> FEATURES =
      List.of("feature_names", "features", "feature_names_in_", "input_names");
  private static final List<String> CLASSES =
      List.of("classes", "class_labels", "class_names", "labels", "classes_");
  private static final Pattern ITEM =
      Pattern.compile("\\s*(?:\"([^\"\\\\]*)\"|'([^'\\\\]*)'|([^,\\[\\]\"'{}\\\\]+))\\s*(,|$)");

  private MetadataNames() {}

  /** The names of the features, where there are so many. */
  static List<String> features(Map<String, String> metadata, int count) {
    return names(metadata, FEATURES, count);
  }

  /** The names of the classes, where there are so many. */
  static List<String> classes(Map<String, String> metadata, int count) {
    return names(metadata, CLASSES, count);
  }

  private static List<String> names(Map<String, String> metadata, List<String> keys, int count) {
    return keys.stream()
        .map(key -> items(metadata.getOrDefault(key, "")))
        .filter(names -> names.size() == count && names.stream().distinct().count() == count)
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> items(String text) {
    String inner = text.strip();
    if (inner.startsWith("[") && inner.endsWith("]")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    List<String> items = new ArrayList<>();
    Matcher matcher = ITEM.matcher(inner);
    int at = 0;
    while (at < inner.length()) {
      matcher.region(at, inner.length());
      if (!matcher.lookingAt()) {
        return List.of();
      }
      String item = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      items.add((item == null ? matcher.group(3) : item).strip());
      at = matcher.end();
    }
    return items.contains("") ? List.of() : items;
  }
}

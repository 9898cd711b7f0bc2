package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a CatBoost file says about its training: the loss, the classes, the version.
 * <i>Confined.</i>
 *
 * <p>(Source: {@code GetModelClassLabels} and {@code GetLossDescription} in {@code model.cpp}.)
 */
final class CatboostInfo {
  private static final String PARAMS = "params";
  private static final String LOSS = "loss_function";
  private static final String CLASSES = "class_params";
  private static final String OLD_CLASSES = "multiclass_params";
  private static final String VERSION = "catboost_version_info";
  private static final Set<String> READ = Set.of(PARAMS, LOSS, CLASSES, OLD_CLASSES, VERSION);
  private static final String RELEASE = "release ";
  private static final int MAX_CLASSES = 1 << 12;

  private String lossOfParams = "";
  private String lossAlone = "";
  private String release = "";
  private final Labels labels = new Labels();
  private final Labels oldLabels = new Labels();
  private List<String> namesOfParams = List.of();

  /** Whether a value of this key is looked at. */
  static boolean reads(String key) {
    return READ.contains(key);
  }

  /** Takes a value that is text, mostly a JSON object in it. */
  void text(String key, String value) {
    if (key.equals(VERSION)) {
      release = release(value);
      return;
    }
    if (value.isEmpty()) {
      return; // So it is in sums of models.
    }
    JsonTokens tokens = JsonTokens.of(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    object(key, tokens);
    tokens.end();
  }

  /** Takes a value that comes next in a document. */
  void object(String key, JsonTokens tokens) {
    switch (key) {
      case PARAMS -> params(tokens);
      case LOSS -> lossAlone = loss(tokens);
      case CLASSES -> labels.read(tokens);
      case OLD_CLASSES -> oldLabels.read(tokens);
      default -> tokens.skip();
    }
  }

  /** The name of the loss; empty when the file does not say. */
  String loss() {
    return lossOfParams.isEmpty() ? lossAlone : lossOfParams;
  }

  /** The version of the library; empty when the file does not say. */
  String release() {
    return release;
  }

  /** The names of the classes in order, as many as the file says; empty when it does not. */
  List<String> classes() {
    if (labels.known) {
      return labels.names();
    }
    return oldLabels.known ? oldLabels.names() : namesOfParams;
  }

  /**
   * For each margin the class that it is of: a class that was declared but not met in training has
   * none.
   *
   * @param margins the number of margins
   * @param classes the number of classes
   */
  int[] classOfMargin(int margins, int classes) {
    Labels given = labels.known ? labels : oldLabels;
    List<String> indexes = given.isNumbered() ? given.indexes : List.of();
    int[] places = new int[margins];
    Set<Integer> seen = new HashSet<>();
    boolean fits = indexes.isEmpty() ? margins == classes : indexes.size() == margins;
    for (int i = 0; fits && i < margins; i++) {
      places[i] = indexes.isEmpty() ? i : index(indexes.get(i), classes);
      fits = places[i] >= 0 && seen.add(places[i]);
    }
    if (!fits) {
      throw Faults.malformed(
          "one of " + classes + " classes for each of " + margins + " margins",
          indexes.size() + " labels",
          CLASSES);
    }
    return places;
  }

  /** A class by its number, which may be written as a float; -1 for another text. */
  private static int index(String text, int classes) {
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) >= classes) {
      return -1;
    }
    return Integer.parseInt(digits);
  }

  private void params(JsonTokens tokens) {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case LOSS -> lossOfParams = loss(tokens);
        case "data_processing_options" -> dataOptions(tokens);
        default -> tokens.skip();
      }
    }
  }

  private void dataOptions(JsonTokens tokens) {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (name.equals("class_names")) {
        namesOfParams = scalars(tokens);
      } else {
        tokens.skip();
      }
    }
  }

  private static String loss(JsonTokens tokens) {
    String type = "";
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (name.equals("type")) {
        type = tokens.string();
      } else {
        tokens.skip();
      }
    }
    return type;
  }

  private static List<String> scalars(JsonTokens tokens) {
    List<String> texts = new ArrayList<>();
    if (tokens.takeNull()) {
      return texts;
    }
    tokens.beginArray();
    while (tokens.nextElement()) {
      if (texts.size() == MAX_CLASSES) {
        throw Faults.limit("at most " + MAX_CLASSES + " classes", "more", tokens.where());
      }
      texts.add(tokens.scalar());
    }
    return texts;
  }

  /** The digits and dots behind the word release; a development version has none. */
  private static String release(String text) {
    int start = text.indexOf(RELEASE);
    if (start < 0) {
      return "";
    }
    int end = start + RELEASE.length();
    while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return text.substring(start + RELEASE.length(), end);
  }

  /** The labels of classes in one of the forms that they are given in. */
  private static final class Labels {
    private boolean known;
    private String type = "";
    private List<String> names = List.of();
    private List<String> indexes = List.of();
    private long count;

    void read(JsonTokens tokens) {
      known = true;
      tokens.beginObject();
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        switch (name) {
          case "class_label_type" -> type = tokens.string();
          case "class_names" -> names = scalars(tokens);
          case "class_to_label" -> indexes = scalars(tokens);
          case "classes_count" -> count = tokens.integer();
          default -> tokens.skip();
        }
      }
    }

    /** Whether classes have names or a count, so that their numbers are places among these. */
    boolean isNumbered() {
      return !names.isEmpty() || count > 0;
    }

    List<String> names() {
      if (!names.isEmpty()) {
        return names.stream().map(this::shown).toList();
      }
      if (count > 0 && count <= MAX_CLASSES) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          numbers.add(Integer.toString(i));
        }
        return numbers;
      }
      return indexes;
    }

    /** As Python shows such a label. */
    private String shown(String label) {
      return switch (type) {
        case "Boolean" -> label.equals("true") ? "True" : "False";
        case "Float" -> label.matches("-?[0-9]+") ? label + ".0" : label;
        default -> label;
      };
    }
  }
}

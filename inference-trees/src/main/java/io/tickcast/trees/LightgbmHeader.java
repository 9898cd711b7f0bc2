package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a LightGBM file says before its first tree, checked. <i>Immutable.</i>
 *
 * @param version of the format, such as {@code v4}
 * @param features the number of features
 * @param featureNames their names; empty when they are those that the library makes up
 * @param groups the number of raw scores, each the sum of every so-many-th tree
 * @param objective what raw scores are turned into
 * @param objectiveText the same with its options that matter, as the library writes them; empty
 *     when it writes none
 * @param sigmoid the factor in front of raw scores, for objectives that have one
 * @param sqrt whether square roots are predicted
 * @param averaged whether sums are divided by the number of rounds
 * @param treeSizes the bytes of each tree; empty when not said
 * @param saysSizes whether it says that
 */
@SuppressWarnings("ArrayRecordComponent") // Made once; never compared.
record LightgbmHeader(
    String version,
    int features,
    List<String> featureNames,
    int groups,
    LightgbmObjective objective,
    String objectiveText,
    double sigmoid,
    boolean sqrt,
    boolean averaged,
    int[] treeSizes,
    boolean saysSizes) {
  private static final Set<String> VERSIONS = Set.of("v2", "v3", "v4");
  private static final Pattern MADE_UP = Pattern.compile("Column_(\\d{1,9})");
  private static final String WHERE = "header";

  /**
   * Reads the header; the line of the first tree, or of the end of all trees, is then the current
   * one.
   */
  static LightgbmHeader read(LightgbmLines lines) {
    Map<String, LightgbmValue> fields = new LinkedHashMap<>();
    while (lines.advance() && lines.isBlank()) {
      continue;
    }
    if (!lines.is(LightgbmFormat.FIRST_LINE)) {
      throw Faults.malformed("a first line 'tree'", "another", "byte " + lines.offset());
    }
    boolean open = true;
    while (open && lines.advance()) {
      open = !lines.startsWith(LightgbmReader.TREE) && !lines.is(LightgbmReader.END_OF_TREES);
      if (open && !lines.isBlank()) {
        lines.put(fields, WHERE);
      }
    }
    if (open) {
      throw Faults.malformed("trees", "the end of the file", "byte " + lines.offset());
    }
    return of(fields);
  }

  private static LightgbmHeader of(Map<String, LightgbmValue> fields) {
    LightgbmValue version = present(fields, "version");
    if (!VERSIONS.contains(version.shortText())) {
      throw Faults.unsupported(
          "version v2, v3 or v4", Faults.quoted(version.shortText()), version.where());
    }
    int features =
        present(fields, "max_feature_idx").integer(0, XgboostChecks.MAX_FEATURES - 1) + 1;
    int groups = present(fields, "num_class").integer(1, XgboostChecks.MAX_GROUPS);
    present(fields, "label_index");
    LightgbmValue perRound = fields.get("num_tree_per_iteration");
    if (perRound != null && perRound.integer(1, XgboostChecks.MAX_GROUPS) != groups) {
      throw Faults.malformed(groups + ", as num_class", perRound.shortText(), perRound.where());
    }
    checkCount(features, present(fields, "feature_infos"));
    LightgbmValue sizes = fields.get("tree_sizes");
    Map<String, String> options = new HashMap<>();
    LightgbmObjective objective = objective(fields.get("objective"), options);
    checkClasses(objective, groups, options);
    double sigmoid = sigmoid(objective, options);
    return new LightgbmHeader(
        version.shortText(),
        features,
        names(features, present(fields, "feature_names")),
        groups,
        objective,
        objectiveText(objective, options),
        sigmoid,
        objective.takesSqrt() && options.containsKey("sqrt"),
        fields.containsKey("average_output"),
        sizes == null ? new int[0] : sizes.ints(sizes.words().size()),
        sizes != null);
  }

  /** The objective; its options are put into a map, those without a value with an empty one. */
  private static LightgbmObjective objective(
      @Nullable LightgbmValue value, Map<String, String> options) {
    if (value == null) {
      return LightgbmObjective.CUSTOM;
    }
    List<String> words = value.words();
    if (words.isEmpty()) {
      throw Faults.malformed("an objective", "none", value.where());
    }
    for (String word : words.subList(1, words.size())) {
      int colon = word.indexOf(':');
      String name = colon < 0 ? word : word.substring(0, colon);
      options.put(name, colon < 0 ? "" : word.substring(colon + 1));
    }
    return LightgbmObjective.of(words.get(0), value.where());
  }

  private static void checkClasses(
      LightgbmObjective objective, int groups, Map<String, String> options) {
    String classes = objective.hasClasses() ? options.get("num_class") : groups + "";
    boolean several = objective.hasClasses() || objective == LightgbmObjective.CUSTOM;
    if (!(groups + "").equals(classes) || (groups > 1 && !several)) {
      throw Faults.malformed(
          "the classes of the objective " + objective.code(),
          groups + " in num_class, " + Faults.quoted(classes + "") + " in the objective",
          WHERE);
    }
  }

  private static double sigmoid(LightgbmObjective objective, Map<String, String> options) {
    if (!objective.hasSigmoid()) {
      return 1;
    }
    String text = options.getOrDefault("sigmoid", "");
    double sigmoid = LightgbmNumber.isDecimal(text) ? LightgbmNumber.rough(text) : 0;
    if (!(sigmoid > 0 && sigmoid <= Double.MAX_VALUE)) {
      throw Faults.malformed("a sigmoid above 0", Faults.quoted(text), WHERE + " objective");
    }
    return sigmoid;
  }

  /** Only from options that have been checked. */
  private static String objectiveText(LightgbmObjective objective, Map<String, String> options) {
    if (objective == LightgbmObjective.CUSTOM) {
      return "";
    }
    return objective.code()
        + (objective.hasClasses() ? " num_class:" + options.get("num_class") : "")
        + (objective.hasSigmoid() ? " sigmoid:" + options.get("sigmoid") : "")
        + (objective.takesSqrt() && options.containsKey("sqrt") ? " sqrt" : "");
  }

  private static List<String> names(int features, LightgbmValue value) {
    List<String> names = value.words();
    checkCount(features, value);
    for (int i = 0; i < features; i++) {
      Matcher made = MADE_UP.matcher(names.get(i));
      if (!made.matches() || Integer.parseInt(made.group(1)) != i) {
        return names;
      }
    }
    return List.of();
  }

  private static void checkCount(int features, LightgbmValue value) {
    int found = value.words().size();
    if (found != features) {
      throw Faults.malformed(
          features + " of them, as max_feature_idx says", found + "", value.where());
    }
  }

  private static LightgbmValue present(Map<String, LightgbmValue> fields, String name) {
    LightgbmValue value = fields.get(name);
    if (value == null) {
      throw Faults.malformed(name + "=", "none", WHERE);
    }
    return value;
  }
}

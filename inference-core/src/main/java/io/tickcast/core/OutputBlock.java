package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.ActionSpec;
import io.tickcast.api.OneLine;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The block {@code output} of a manifest: how the outputs of a model become an action. */
final class OutputBlock {
  private static final int CLASSES_MAX = 1_000;
  private static final List<String> KEYS =
      List.of(
          "kind",
          "classes",
          "signals",
          "residual_scale",
          "dead_band",
          "preset",
          "temperature",
          "size",
          "reduction");
  private static final String KINDS =
      Arrays.stream(OutputKind.values()).map(OutputKind::code).collect(Collectors.joining(" "));
  private static final String SIGNALS =
      Arrays.stream(SignalType.values()).map(SignalType::code).collect(Collectors.joining(" "));

  private OutputBlock() {}

  static Optional<OutputSpec> read(JsonBlock root) {
    return root.block("output", KEYS).flatMap(OutputBlock::spec);
  }

  private static Optional<OutputSpec> spec(JsonBlock block) {
    OutputKind kind = kind(block).orElse(null);
    List<String> classes = classes(block);
    Set<String> closing = new LinkedHashSet<>();
    Map<String, SignalType> signals = signals(block, kind == OutputKind.ACTION, closing);
    ActionSpec action = action(block, closing);
    double residualScale = block.number("residual_scale", Double.NaN, JsonBlock.Range.POSITIVE);
    double deadBand = block.number("dead_band", 0, JsonBlock.Range.AT_LEAST_ZERO);
    if (kind == null) {
      return Optional.empty();
    }
    block.refuse(meaningless(kind), "for " + kind.code());
    checkDeadBand(block, kind, deadBand);
    return Optional.of(new OutputSpec(kind, classes, signals, residualScale, deadBand, action));
  }

  private static Optional<OutputKind> kind(JsonBlock block) {
    String word = block.text("kind");
    for (OutputKind kind : OutputKind.values()) {
      if (kind.code().equals(word)) {
        return Optional.of(kind);
      }
    }
    if (!word.isEmpty() || !block.has("kind")) {
      block.fault("kind", "one of " + KINDS, word.isEmpty() ? "none" : OneLine.quote(word));
    }
    return Optional.empty();
  }

  /** The keys that a kind does not read: said anyway, they would be a misunderstanding. */
  private static List<String> meaningless(OutputKind kind) {
    return switch (kind) {
      case CLASSES ->
          List.of("residual_scale", "dead_band", "preset", "temperature", "size", "reduction");
      case DIRECTION ->
          List.of(
              "classes", "signals", "residual_scale", "preset", "temperature", "size", "reduction");
      case EXPECTED_RETURN ->
          List.of("classes", "signals", "preset", "temperature", "size", "reduction");
      case ACTION -> List.of("classes", "residual_scale", "dead_band", "size", "reduction");
      case TARGET_POSITION, ORDER_SIZE ->
          List.of("classes", "signals", "residual_scale", "preset", "temperature");
    };
  }

  private static ActionSpec action(JsonBlock block, Set<String> closing) {
    String preset = block.text("preset");
    if (!preset.isEmpty() && ActionPresets.find(preset).isEmpty()) {
      String names = String.join(" ", ActionPresets.names());
      block.fault("preset", "one of " + names, OneLine.quote(preset));
    }
    if (!preset.isEmpty() && block.has("signals")) {
      block.fault("preset", "a preset or signals", "both");
    }
    String reduction = block.text("reduction");
    if (!List.of("", "hold", "close").contains(reduction)) {
      block.fault("reduction", "hold or close", OneLine.quote(reduction));
    }
    return new ActionSpec(
        preset,
        closing,
        block.number("temperature", 1, JsonBlock.Range.POSITIVE),
        block.number("size", Double.NaN, JsonBlock.Range.POSITIVE),
        reduction.equals("close") ? ActionSpec.Reduction.CLOSE : ActionSpec.Reduction.HOLD);
  }

  /** A dead band as wide as the whole range would never trade. */
  private static void checkDeadBand(JsonBlock block, OutputKind kind, double deadBand) {
    double end =
        switch (kind) {
          case DIRECTION -> 0.5;
          case TARGET_POSITION, ORDER_SIZE -> 1;
          case CLASSES, EXPECTED_RETURN, ACTION -> Double.POSITIVE_INFINITY;
        };
    if (deadBand >= end) {
      block.fault(
          "dead_band", "less than " + end + " for " + kind.code(), String.valueOf(deadBand));
    }
  }

  private static List<String> classes(JsonBlock block) {
    List<JsonNode> elements = block.array("classes", CLASSES_MAX);
    Set<String> labels = new LinkedHashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      JsonNode element = elements.get(i);
      String where = "classes[" + i + "]";
      if (!element.isIntegralNumber() && !(element.isTextual() && !element.textValue().isBlank())) {
        block.fault(where, "a label, a string or a whole number", JsonText.of(element));
      } else if (!labels.add(element.asText())) {
        block.fault(where, "each label once", JsonText.of(element) + " again");
      }
    }
    return new ArrayList<>(labels);
  }

  /**
   * Reads the signal type of each label.
   *
   * @param agent whether a code may close whatever is open
   * @param closing gets those codes
   */
  private static Map<String, SignalType> signals(
      JsonBlock block, boolean agent, Set<String> closing) {
    JsonNode object = block.object("signals").orElse(null);
    if (object == null) {
      return Map.of();
    }
    if (object.isEmpty()) {
      block.fault("signals", "a signal type for each label", "none");
    }
    Map<String, SignalType> signals = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Optional<SignalType> type = SignalType.find(field.getValue().asText());
      if (agent && field.getValue().asText().equals("close")) {
        closing.add(field.getKey());
      } else if (type.isEmpty() || !field.getValue().isTextual()) {
        String where = "signals[" + OneLine.quote(field.getKey()) + "]";
        block.fault(
            where, "one of " + SIGNALS + (agent ? " close" : ""), JsonText.of(field.getValue()));
      } else {
        signals.put(field.getKey(), type.get());
      }
    }
    return signals;
  }

  /**
   * Where both are declared, each label is mapped or is a signal type, and nothing else is mapped.
   */
  static void checkLabels(JsonBlock root, OutputSpec output) {
    if (output.classes().isEmpty() || output.signals().isEmpty()) {
      return;
    }
    for (String label : output.classes()) {
      boolean named = SignalType.find(label.toLowerCase(Locale.ROOT)).isPresent();
      if (!named && !output.signals().containsKey(label)) {
        root.fault("output.signals", "a signal type for class " + OneLine.quote(label), "none");
      }
    }
    output.signals().keySet().stream()
        .filter(label -> !output.classes().contains(label))
        .sorted()
        .forEach(
            label -> root.fault("output.signals", "labels of the classes", OneLine.quote(label)));
  }
}

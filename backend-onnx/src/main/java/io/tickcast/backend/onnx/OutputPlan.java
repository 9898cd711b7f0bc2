package io.tickcast.backend.onnx;

import io.tickcast.api.ModelManifest;
import io.tickcast.api.Output;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What of the graph a prediction is: its last output.
 *
 * @param tensor the tensor that is asked for; the input of a ZipMap instead of its maps
 * @param zipped whether the file's own output is maps
 * @param shape of the tensor for one row
 * @param order the column of the tensor for each output
 * @param declared whether the numbers are probabilities because the manifest says so alone
 */
record OutputPlan(
    String tensor,
    boolean zipped,
    ElementType type,
    long[] shape,
    int[] order,
    List<Output> outputs,
    boolean declared) {
  private static final int COLUMNS_MAX = 1 << 16;
  private static final List<ElementType> GIVEN =
      List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT64, ElementType.INT32);

  static OutputPlan of(
      OnnxFile file, Map<String, Value> values, Optional<ModelManifest> manifest, Faults faults) {
    ValueInfo last = file.graph().lastOutput();
    Optional<Node> zipMap = zipMap(file.graph(), last, faults);
    requireMade(file.graph(), last, faults);
    String tensor = zipMap.map(node -> node.inputs().get(0)).orElse(last.name());
    Value value = value(values, last.name());
    int columns = columns(value, last, faults);
    List<String> labels = labels(file, values, value, columns);
    int[] order = zipMap.isPresent() ? sorted(labels) : natural(columns);
    Optional<OutputKind> kind = manifest.flatMap(ModelManifest::output).map(OutputSpec::kind);
    OutputRole role = OutputRoles.of(value, columns, kind);
    List<String> names = names(labels, last.name(), columns, role);
    List<Output> outputs = new ArrayList<>();
    for (int place : order) {
      outputs.add(Output.of(names.get(place), role));
    }
    boolean declared =
        role == OutputRole.PROBABILITY && !OutputRoles.areProbabilities(value, columns);
    return new OutputPlan(
        tensor,
        zipMap.isPresent(),
        value.type(),
        value.shape(),
        order,
        List.copyOf(outputs),
        declared);
  }

  /**
   * Whether the file has to say something else of its last output before it is loaded: it is maps,
   * or its shape is declared as one that it has not.
   */
  boolean rewritten(ValueInfo last) {
    return zipped || last.shape().map(this::contradicts).orElse(false);
  }

  private boolean contradicts(List<Long> declared) {
    boolean differs = declared.size() != shape.length;
    for (int i = 0; i < shape.length && !differs; i++) {
      differs = declared.get(i) >= 0 && declared.get(i) != shape[i];
    }
    return differs;
  }

  /** The runtime leaves a tensor of ours as it was where the output is an input. */
  private static void requireMade(Graph graph, ValueInfo last, Faults faults) {
    if (graph.nodes().stream().noneMatch(node -> node.outputs().contains(last.name()))) {
      throw faults.unsupported(
          "expected a node that makes the last output "
              + Faults.quote(last.name())
              + ", found an input or a constant");
    }
  }

  private static Optional<Node> zipMap(Graph graph, ValueInfo last, Faults faults) {
    Optional<Node> maker =
        graph.nodes().stream()
            .filter(node -> node.qualified().equals("ai.onnx.ml.ZipMap"))
            .filter(node -> node.outputs().contains(last.name()))
            .findFirst();
    for (Node node : graph.nodes()) {
      boolean zipped = node.operator().equals("ZipMap") && !maker.equals(Optional.of(node));
      if (zipped || (maker.isPresent() && node.inputs().contains(last.name()))) {
        throw faults.unsupported(
            "expected maps as the last output alone, found " + node.described());
      }
    }
    boolean maps = last.form() == ValueInfo.Form.SEQUENCE_OF_MAPS;
    if (maps != maker.isPresent() || (!maps && last.form() != ValueInfo.Form.TENSOR)) {
      throw faults.unsupported(
          "expected a tensor, or maps of a ZipMap, as last output "
              + Faults.quote(last.name())
              + ", found another value");
    }
    return maker;
  }

  private static Value value(Map<String, Value> values, String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the interpreter requires all outputs");
    }
    return value;
  }

  private static int columns(Value value, ValueInfo last, Faults faults) {
    if (!GIVEN.contains(value.type())) {
      throw faults.unsupported(
          "expected numbers (float, double, int64, int32) as last output "
              + Faults.quote(last.name())
              + ", found "
              + value.type()
              + "; export the model so that its probabilities or values come last");
    }
    long size = value.size();
    boolean row = size == value.columns() || (value.rank() == 2 && value.columns() == 1);
    if (size < 1 || size > COLUMNS_MAX || !row || (value.rank() == 2 && value.shape()[0] != 1)) {
      throw faults.unsupported(
          "expected one row of 1 to "
              + COLUMNS_MAX
              + " numbers as last output "
              + Faults.quote(last.name())
              + ", found "
              + value.shown());
    }
    return (int) size;
  }

  /** From the last output itself, else from the label beside it, else from the metadata. */
  private static List<String> labels(
      OnnxFile file, Map<String, Value> values, Value last, int columns) {
    if (last.labels().size() == columns && columns > 1) {
      return last.labels();
    }
    for (ValueInfo output : file.graph().outputs()) {
      List<String> labels = value(values, output.name()).labels();
      if (labels.size() == columns
          && columns > 1
          && labels.stream().distinct().count() == columns) {
        return labels;
      }
    }
    return MetadataNames.classes(file.metadata(), columns);
  }

  private static List<String> names(
      List<String> labels, String name, int columns, OutputRole role) {
    if (!labels.isEmpty()) {
      return labels;
    }
    if (columns == 1) {
      return List.of(name);
    }
    String prefix = role == OutputRole.PROBABILITY ? "class" : name;
    return IntStream.range(0, columns).mapToObj(i -> prefix + "_" + i).toList();
  }

  private static int[] natural(int columns) {
    return IntStream.range(0, columns).toArray();
  }

  /** The maps of the runtime are sorted by their keys: numbers by value, texts by code units. */
  private static int[] sorted(List<String> labels) {
    boolean numbers = labels.stream().allMatch(label -> label.matches("-?[0-9]{1,18}"));
    Comparator<Integer> order =
        numbers
            ? Comparator.comparingLong(i -> Long.parseLong(labels.get(i)))
            : Comparator.comparing(i -> Utf8.sortKey(labels.get(i)));
    return IntStream.range(0, labels.size()).boxed().sorted(order).mapToInt(i -> i).toArray();
  }
}

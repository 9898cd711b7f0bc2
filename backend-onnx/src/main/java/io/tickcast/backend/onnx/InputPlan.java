package io.tickcast.backend.onnx;

import io.tickcast.api.ModelManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How rows become tensors.
 *
 * @param window bars of one prediction
 * @param features inputs of one bar
 * @param names of the inputs where the file has them
 */
record InputPlan(List<InputTensor> tensors, int window, int features, List<String> names) {
  private static final int WIDTH_MAX = 1 << 20;
  private static final List<ElementType> TAKEN =
      List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT64, ElementType.INT32);

  static InputPlan of(OnnxFile file, Optional<ModelManifest> manifest, Faults faults) {
    List<ValueInfo> inputs = file.graph().inputs();
    return inputs.size() == 1
        ? single(file, inputs.get(0), manifest, faults)
        : several(file, inputs, manifest, faults);
  }

  /** The values that a walk of the graph starts from. */
  Map<String, Value> values() {
    Map<String, Value> values = new HashMap<>();
    for (InputTensor tensor : tensors) {
      values.put(tensor.name(), Value.of(tensor.type(), tensor.shape()));
    }
    return values;
  }

  private static InputPlan single(
      OnnxFile file, ValueInfo input, Optional<ModelManifest> manifest, Faults faults) {
    ElementType type = type(input, faults);
    List<Long> shape = shape(input, faults);
    requireBatch(input, shape, faults);
    int declared = manifest.map(one -> one.features().size()).orElse(0);
    int window = manifest.map(ModelManifest::window).orElse(1);
    return switch (shape.size()) {
      case 1 -> plan(file, input, type, new long[] {1}, 1, 1, faults);
      case 2 -> rows(file, input, type, shape.get(1), declared, window, faults);
      case 3 -> sequence(file, input, type, shape, manifest, declared, faults);
      default ->
          throw faults.unsupported(
              "expected input "
                  + Faults.quote(input.name())
                  + " as [batch, features] or [batch, bars, features], found "
                  + shape);
    };
  }

  /** Rows, or windows that were laid out as one row, oldest bar first. */
  private static InputPlan rows(
      OnnxFile file,
      ValueInfo input,
      ElementType type,
      long columns,
      int declared,
      int window,
      Faults faults) {
    long width = columns > 0 ? columns : (long) declared * window;
    if (width <= 0) {
      throw faults.mismatch(
          "expected the manifest field features, since the file leaves the width of input "
              + Faults.quote(input.name())
              + " open, found none");
    }
    if (width % window != 0) {
      throw faults.mismatch(
          "expected the manifest field window to divide the "
              + width
              + " columns of input "
              + Faults.quote(input.name())
              + ", found "
              + window);
    }
    return plan(file, input, type, new long[] {1, width}, window, width / window, faults);
  }

  private static InputPlan sequence(
      OnnxFile file,
      ValueInfo input,
      ElementType type,
      List<Long> shape,
      Optional<ModelManifest> manifest,
      int declared,
      Faults faults) {
    boolean said =
        manifest.map(one -> one.json().contains("\"window\"") || one.window() > 1).orElse(false);
    int window = manifest.map(ModelManifest::window).orElse(1);
    long bars = shape.get(1) > 0 ? shape.get(1) : said ? window : 0;
    if (bars <= 0) {
      throw faults.mismatch(
          "expected the manifest field window, since the file leaves the bars of input "
              + Faults.quote(input.name())
              + " open, found none");
    }
    if (window > 1 && window != bars) {
      throw faults.mismatch(
          "expected the manifest field window to be "
              + bars
              + " as input "
              + Faults.quote(input.name())
              + " has it, found "
              + window);
    }
    long features = shape.get(2) > 0 ? shape.get(2) : declared;
    if (features <= 0) {
      throw faults.mismatch(
          "expected the manifest field features, since the file leaves the width of input "
              + Faults.quote(input.name())
              + " open, found none");
    }
    return plan(file, input, type, new long[] {1, bars, features}, bars, features, faults);
  }

  private static InputPlan plan(
      OnnxFile file,
      ValueInfo input,
      ElementType type,
      long[] shape,
      long window,
      long features,
      Faults faults) {
    long width = Sizes.product(shape);
    if (width > WIDTH_MAX) {
      throw faults.limit("expected at most " + WIDTH_MAX + " inputs, found " + width);
    }
    InputTensor tensor = new InputTensor(input.name(), type, shape, (int) width);
    List<String> names = MetadataNames.features(file.metadata(), (int) features);
    return new InputPlan(List.of(tensor), (int) window, (int) features, names);
  }

  /** One tensor for each feature, or a few groups of them, in the order of the file. */
  private static InputPlan several(
      OnnxFile file, List<ValueInfo> inputs, Optional<ModelManifest> manifest, Faults faults) {
    if (manifest.map(ModelManifest::window).orElse(1) != 1) {
      throw faults.unsupported(
          "expected one input for a window of bars, found " + inputs.size() + " inputs");
    }
    List<InputTensor> tensors = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int width = 0;
    for (ValueInfo input : inputs) {
      List<Long> shape = shape(input, faults);
      requireBatch(input, shape, faults);
      long columns = shape.size() == 2 ? shape.get(1) : 1;
      if (shape.size() > 2 || columns < 1 || columns > WIDTH_MAX) {
        throw faults.unsupported(
            "expected input "
                + Faults.quote(input.name())
                + ", one of several, as [batch, columns], found "
                + shape);
      }
      long[] row = shape.size() == 2 ? new long[] {1, columns} : new long[] {1};
      tensors.add(new InputTensor(input.name(), type(input, faults), row, (int) columns));
      names.add(input.name());
      width += (int) columns;
    }
    boolean each = tensors.stream().allMatch(tensor -> tensor.columns() == 1);
    List<String> known = each ? names : MetadataNames.features(file.metadata(), width);
    return new InputPlan(List.copyOf(tensors), 1, width, List.copyOf(known));
  }

  private static ElementType type(ValueInfo input, Faults faults) {
    Optional<ElementType> type = ElementType.of(input.code());
    if (input.form() != ValueInfo.Form.TENSOR || type.isEmpty() || !TAKEN.contains(type.get())) {
      String found = type.map(Enum::name).orElse("number " + input.code());
      throw faults.unsupported(
          "expected a tensor of float, double, int64 or int32 as input "
              + Faults.quote(input.name())
              + ", found "
              + (input.form() == ValueInfo.Form.TENSOR ? found : input.form()));
    }
    return type.get();
  }

  private static List<Long> shape(ValueInfo input, Faults faults) {
    return input
        .shape()
        .orElseThrow(
            () ->
                faults.unsupported(
                    "expected a shape of input " + Faults.quote(input.name()) + ", found none"));
  }

  /** One row at a time: the first dimension has to be open, or 1. */
  private static void requireBatch(ValueInfo input, List<Long> shape, Faults faults) {
    if (shape.isEmpty() || shape.get(0) > 1) {
      throw faults.unsupported(
          "expected 1 or an open batch as first dimension of input "
              + Faults.quote(input.name())
              + ", found "
              + shape);
    }
  }
}

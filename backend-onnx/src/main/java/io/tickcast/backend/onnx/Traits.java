package io.tickcast.backend.onnx;

import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file says of its model beside its shapes. */
final class Traits {
  /** The key of a description that a person should not miss. */
  static final String WARNING = "warning";

  private Traits() {}

  /** Facts for a person. */
  static Map<String, String> description(OnnxFile file, Plan plan) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("format", "onnx");
    facts.put("engine", "onnxruntime");
    facts.put("ir version", Long.toString(file.irVersion()));
    file.operatorSets()
        .forEach(
            (domain, version) ->
                facts.put("opset " + (domain.isEmpty() ? "ai.onnx" : domain), version.toString()));
    if (!file.producer().isEmpty()) {
      facts.put("producer", (file.producer() + " " + file.producerVersion()).strip());
    }
    facts.put("nodes", Integer.toString(file.graph().nodes().size()));
    facts.put("last output", file.graph().lastOutput().name());
    narrowing(file).ifPresent(text -> facts.put(WARNING, text));
    if (plan.inputs().tensors().size() > 1) {
      facts.put("tensors", Integer.toString(plan.inputs().tensors().size()));
    }
    return facts;
  }

  /**
   * Whether missing inputs are something that the model was made for: trees that say where they go,
   * an imputer that replaces them, or a manifest that passes them on. Whole numbers have no NaN.
   */
  static boolean acceptsMissing(OnnxFile file, InputPlan inputs, Optional<ModelManifest> manifest) {
    boolean real = inputs.tensors().stream().allMatch(tensor -> tensor.type().isReal());
    MissingPolicy policy = manifest.map(ModelManifest::missing).orElse(MissingPolicy.MODEL);
    return real && (policy == MissingPolicy.PASS || handlesMissing(file, inputs));
  }

  private static boolean handlesMissing(OnnxFile file, InputPlan inputs) {
    List<String> names = inputs.tensors().stream().map(InputTensor::name).toList();
    List<Node> first =
        file.graph().nodes().stream()
            .filter(node -> node.inputs().stream().anyMatch(names::contains))
            .toList();
    return !first.isEmpty() && first.stream().allMatch(Traits::handlesMissing);
  }

  private static boolean handlesMissing(Node node) {
    Attribute tracks = node.attributes().get("nodes_missing_value_tracks_true");
    if (tracks != null) {
      return Arrays.stream(tracks.integers()).anyMatch(one -> one == 1);
    }
    Attribute replaced = node.attributes().get("replaced_value_float");
    return node.operator().equals("Imputer") && replaced != null && Float.isNaN(replaced.real());
  }

  /**
   * Why a model may differ from the library that trained it: converters write thresholds of 64 bits
   * as 32, and then compare with "at most". A trainer of 32 bits compares with "less than".
   */
  private static Optional<String> narrowing(OnnxFile file) {
    boolean narrowed =
        file.graph().nodes().stream()
            .filter(node -> node.operator().startsWith("TreeEnsemble"))
            .filter(node -> node.attributes().containsKey("nodes_values"))
            .map(node -> node.attributes().get("nodes_modes"))
            .anyMatch(modes -> modes != null && modes.texts().contains("BRANCH_LEQ"));
    return narrowed
        ? Optional.of(
            "thresholds are narrowed to 32 bits"
                + (file.producer().isEmpty() ? "" : " by " + file.producer())
                + ", as in exports of LightGBM and scikit-learn: rows close to one may take another"
                + " branch than in training; the library's own file has none of that")
        : Optional.empty();
  }
}

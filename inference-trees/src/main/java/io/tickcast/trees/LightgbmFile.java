package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checked LightGBM model file. <i>Immutable.</i> */
final class LightgbmFile implements TreeFile {
  /**
   * Doubles throughout, and inputs near zero are zeros: the library drops them on the way into its
   * own form of a row. (Source: its {@code c_api.cpp}, {@code RowPairFunctionFromDenseMatric}.)
   */
  private static final Arithmetic ARITHMETIC =
      new Arithmetic(Width.FLOAT64, true, Width.FLOAT64, DecisionTree.ZERO);

  private final ModelArtifact artifact;
  private final LightgbmHeader header;
  private final TreeEnsemble ensemble;

  private LightgbmFile(ModelArtifact artifact, LightgbmReader.Content content) {
    this.artifact = artifact;
    header = content.header();
    List<DecisionTree> trees = content.trees();
    int[] group = new int[trees.size()];
    for (int t = 0; t < group.length; t++) {
      group[t] = t % header.groups();
    }
    double[] weight = new double[group.length];
    Arrays.fill(weight, 1);
    double[] intercept = new double[header.groups()];
    ensemble = new TreeEnsemble(header.features(), trees, group, weight, intercept, ARITHMETIC);
    if (header.averaged() && trees.isEmpty()) {
      throw Faults.malformed("at least one tree to average", "none", "the trees");
    }
  }

  /** Reads a file and checks all of it; see {@link TreeFormat#read}. */
  static LightgbmFile read(ModelArtifact artifact) {
    try {
      return new LightgbmFile(artifact, LightgbmReader.read(artifact.content()));
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  @Override
  public String kind() {
    return LightgbmFormat.KIND;
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind());
    facts.put("library", "lightgbm, format " + header.version());
    facts.put("objective", header.objective().code());
    if (header.averaged()) {
      facts.put("booster", "rf");
    }
    if (header.objective().hasClasses()) {
      facts.put("classes", Integer.toString(header.groups()));
    }
    facts.put("features", Integer.toString(header.features()));
    facts.put("outputs", Integer.toString(header.groups()));
    facts.put("trees", Integer.toString(ensemble.trees().size()));
    facts.put("depth", Integer.toString(ensemble.depth()));
    facts.put("bytes", Integer.toString(artifact.content().remaining()));
    facts.put("sha256", artifact.sha256());
    return Collections.unmodifiableMap(facts);
  }

  @Override
  public Model model(Optional<ModelManifest> manifest) {
    return new TreesModel(signature(manifest), ensemble, link(), description());
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  Link link() {
    int rounds = header.averaged() ? ensemble.trees().size() / header.groups() : 0;
    return new LightgbmLink(header.objective(), header.sigmoid(), header.sqrt(), rounds);
  }

  private ModelSignature signature(Optional<ModelManifest> manifest) {
    try {
      LightgbmObjective objective = header.objective();
      boolean single = header.groups() == 1 && objective != LightgbmObjective.MULTICLASS;
      List<Output> outputs =
          single
              ? List.of(Output.of(objective.output(), objective.role()))
              : Signatures.outputs(
                  objective.hasClasses() ? manifest : Optional.empty(),
                  header.groups(),
                  objective.output(),
                  objective.role());
      return Signatures.of(
          manifest, header.featureNames(), header.features(), outputs, "header feature_names");
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e); // also makes the names in it printable
    }
  }
}

package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checked model of LightGBM, in its text format or a pickle around that: its facts, and its trees
 * for this package. <i>Immutable.</i>
 */
public final class LightgbmFile implements TreeFile {
  /**
   * Doubles throughout, and inputs near zero are zeros: the library drops them on the way into its
   * own form of a row. (Source: its {@code c_api.cpp}, {@code RowPairFunctionFromDenseMatric}.)
   */
  private static final Arithmetic ARITHMETIC =
      new Arithmetic(Width.FLOAT64, true, Width.FLOAT64, DecisionTree.ZERO);

  private static final LightgbmFormat TEXT = new LightgbmFormat();
  private static final LightgbmPickleFormat PICKLE = new LightgbmPickleFormat();

  private final ModelArtifact artifact;
  private final LightgbmHeader header;
  private final int allTrees;
  private final @Nullable LightgbmPickle pickle;
  private final TreeEnsemble ensemble;

  private LightgbmFile(
      ModelArtifact artifact, LightgbmReader.Content content, @Nullable LightgbmPickle pickle) {
    this.artifact = artifact;
    this.pickle = pickle;
    header = content.header();
    allTrees = content.trees().size();
    List<DecisionTree> trees = content.trees().subList(0, used());
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

  /**
   * What the bytes of an artefact are, told from their first 64 KiB; never throws for any content.
   *
   * @param artifact the artefact; its buffer's position is left alone
   * @return {@code lightgbm-text} or {@code lightgbm-pickle}; empty when they are neither
   */
  public static Optional<String> probe(ModelArtifact artifact) {
    return TEXT.probe(artifact).or(() -> PICKLE.probe(artifact));
  }

  /**
   * Reads a file and checks all of it.
   *
   * @param artifact the file; its manifest is not looked at
   * @throws InferenceException (MALFORMED_MODEL) when the bytes break the format;
   *     (UNSUPPORTED_MODEL) for what is not reproduced here; (LIMIT_EXCEEDED) when a bound is
   *     passed; the message names the location, the field or offset, what was expected and what was
   *     found
   */
  public static LightgbmFile read(ModelArtifact artifact) {
    if (TEXT.probe(artifact).isPresent()) {
      return TEXT.read(artifact);
    }
    if (PICKLE.probe(artifact).isPresent()) {
      return PICKLE.read(artifact);
    }
    InferenceException fault = Faults.malformed("a model of LightGBM", "another file", "byte 0");
    throw Faults.in(artifact.location(), fault);
  }

  /** Reads the text format and checks all of it. */
  static LightgbmFile of(ModelArtifact artifact) {
    return new LightgbmFile(artifact, LightgbmReader.read(artifact.content()), null);
  }

  /** Reads the text within a pickle and checks all of it. */
  static LightgbmFile of(ModelArtifact artifact, LightgbmPickle pickle) {
    LightgbmFile file = new LightgbmFile(artifact, LightgbmReader.read(pickle.text()), pickle);
    int classes = pickle.classes().size();
    int groups = file.header.groups();
    if (classes > 0 && groups != classes && (classes != 2 || groups != 1)) {
      throw Faults.unsupported(
          "a model of " + classes + " classes", groups + " outputs", "root._Booster");
    }
    return file;
  }

  /** The trees up to the best iteration, as the Python package predicts with. */
  private int used() {
    if (pickle == null || pickle.bestIteration() <= 0) {
      return allTrees;
    }
    return (int) Math.min(allTrees, pickle.bestIteration() * header.groups());
  }

  /** What the bytes are: {@code lightgbm-text} or {@code lightgbm-pickle}. */
  @Override
  public String kind() {
    return pickle == null ? LightgbmFormat.KIND : LightgbmPickleFormat.KIND;
  }

  /** Facts for a person, in a stable order. */
  @Override
  public Map<String, String> description() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind());
    facts.put("library", library());
    if (pickle != null) {
      facts.put("estimator", pickle.estimator());
    }
    facts.put("objective", header.objective().code());
    if (header.averaged()) {
      facts.put("booster", "rf");
    }
    if (header.objective().hasClasses()) {
      facts.put("classes", Integer.toString(header.groups()));
    }
    facts.put("features", Integer.toString(header.features()));
    facts.put("outputs", Integer.toString(link().columns(header.groups())));
    facts.put("trees", Integer.toString(ensemble.trees().size()));
    facts.put("trees_in_file", Integer.toString(allTrees));
    facts.put("depth", Integer.toString(ensemble.depth()));
    facts.put("bytes", Integer.toString(artifact.content().remaining()));
    facts.put("sha256", artifact.sha256());
    return Collections.unmodifiableMap(facts);
  }

  /**
   * The model on the engine in pure Java.
   *
   * @param manifest what the producer declared
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  @Override
  public Model model(Optional<ModelManifest> manifest) {
    return new TreesModel(signature(manifest), ensemble, link(), description());
  }

  /**
   * The model in the text format, with nothing in it but what changes predictions: the trees that
   * are used, and fields that have been checked, as version 4 of the library reads them; ASCII.
   */
  public String plainText() {
    return LightgbmWriter.text(
        pickle == null ? artifact.content() : pickle.text(), header, ensemble.trees().size());
  }

  /** The raw scores, and so what the library puts out: one, or one for each class. */
  public int scores() {
    return header.groups();
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  /** The library with the version of its format. */
  String library() {
    return "lightgbm, format " + header.version();
  }

  /** The names of the inputs, empty when they are those that the library makes up. */
  List<String> featureNames() {
    return header.featureNames();
  }

  /** Whether what it was trained for is unknown, so that raw scores come out. */
  boolean hasOwnObjective() {
    return header.objective() == LightgbmObjective.CUSTOM;
  }

  Link link() {
    Link link = new LightgbmLink(header.objective(), header.sigmoid(), header.sqrt(), rounds());
    return header.groups() == 1 && !classes().isEmpty() ? new BothClasses(link) : link;
  }

  /** What becomes of the margins where raw scores are asked for. */
  Link scoreLink() {
    return new LightgbmLink(LightgbmObjective.CUSTOM, 1, false, rounds());
  }

  /** The number that sums are divided by; 0 for none. */
  private int rounds() {
    return header.averaged() ? ensemble.trees().size() / header.groups() : 0;
  }

  /** The classes that a wrapper knows, empty when there is none. */
  List<String> classes() {
    return pickle == null ? List.of() : pickle.classes();
  }

  /**
   * The inputs and outputs: names are those of the file, checked against a manifest.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  public ModelSignature signature(Optional<ModelManifest> manifest) {
    try {
      return Signatures.of(
          manifest,
          header.featureNames(),
          header.features(),
          outputs(manifest),
          "header feature_names");
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e); // also makes the names in it printable
    }
  }

  private List<Output> outputs(Optional<ModelManifest> manifest) {
    LightgbmObjective objective = header.objective();
    if (!classes().isEmpty()) {
      OutputRole role = header.groups() == 1 ? OutputRole.PROBABILITY : objective.role();
      return classes().stream().map(name -> Output.of(name, role)).toList();
    }
    if (header.groups() == 1 && objective != LightgbmObjective.MULTICLASS) {
      return List.of(Output.of(objective.output(), objective.role()));
    }
    return Signatures.outputs(
        objective.hasClasses() ? manifest : Optional.empty(),
        header.groups(),
        objective.output(),
        objective.role());
  }
}

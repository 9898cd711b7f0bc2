package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A checked model of CatBoost. <i>Immutable.</i> */
final class CatboostFile implements TreeFile {
  /** Rows are narrowed to 32 bits, infinite values are like any other, sums have 64 bits. */
  private static final Arithmetic ARITHMETIC = new Arithmetic(Width.FLOAT32, true, Width.FLOAT64);

  private final ModelArtifact artifact;
  private final String kind;
  private final CatboostInfo info;
  private final CatboostLoss loss;
  private final boolean isRaw;
  private final CatboostFeatures features;
  private final TreeEnsemble ensemble;
  private final CatboostLink link;

  /**
   * Checks a document.
   *
   * @param artifact the file that it was read from
   * @param bytes the size of what it was read from, which bounds what it may unfold to
   * @param use who predicts with it
   */
  CatboostFile(
      ModelArtifact artifact, String kind, CatboostDocument document, int bytes, CatboostUse use) {
    this.artifact = artifact;
    this.kind = kind;
    info = document.info;
    loss = use.loss(info.loss());
    isRaw = use == CatboostUse.BARE;
    features = new CatboostFeatures(document);
    List<DecisionTree> trees = new CatboostTrees(document, features).read(bytes);
    int dimension = document.dimension;
    loss.check(dimension);
    int[] group = new int[trees.size()];
    Arrays.fill(group, dimension == 1 ? 0 : TreeEnsemble.ALL);
    double[] weight = new double[trees.size()];
    Arrays.fill(weight, 1);
    ensemble =
        new TreeEnsemble(features.width(), trees, group, weight, new double[dimension], ARITHMETIC);
    int columns = columns(dimension);
    int[] places = places(dimension, columns);
    CatboostLink full = new CatboostLink(loss, scale(document), bias(document), columns, places);
    link = isRaw ? full.raw() : full;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind);
    facts.put("library", library());
    facts.put("objective", info.loss().isEmpty() ? "unknown" : info.loss());
    if (meaning().hasClasses()) {
      facts.put("classes", Integer.toString(link.columns(ensemble.groups())));
    }
    facts.put("features", Integer.toString(features.width()));
    facts.put("outputs", Integer.toString(link.columns(ensemble.groups())));
    facts.put("trees", Integer.toString(ensemble.trees().size()));
    facts.put("depth", Integer.toString(ensemble.depth()));
    facts.put("bytes", Integer.toString(artifact.content().remaining()));
    facts.put("sha256", artifact.sha256());
    return Collections.unmodifiableMap(facts);
  }

  @Override
  public Model model(Optional<ModelManifest> manifest) {
    try {
      return new TreesModel(
          CatboostSignature.of(
              manifest, features, meaning(), info.classes(), link.columns(ensemble.groups())),
          ensemble,
          link,
          description(),
          features.codes());
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e); // also makes the names in it printable
    }
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  /** The library with its version. */
  String library() {
    return "catboost " + (info.release().isEmpty() ? "of unknown version" : info.release());
  }

  /** The names of the inputs, empty when one of them has none. */
  List<String> featureNames() {
    return features.names();
  }

  /** Whether its outputs are classes. */
  boolean hasClasses() {
    return meaning().hasClasses();
  }

  /** The classes that the file names, empty when it names none. */
  List<String> classes() {
    return info.classes();
  }

  CategoryCodes codes() {
    return features.codes();
  }

  CatboostLink link() {
    return link;
  }

  /** What the outputs are. */
  private CatboostLoss meaning() {
    boolean asItIs = loss == CatboostLoss.VALUE || loss == CatboostLoss.SCORE;
    return isRaw && !asItIs ? CatboostLoss.MARGIN : loss;
  }

  /** Classes that the file names or counts; else as many outputs as margins. */
  private int columns(int dimension) {
    if (loss == CatboostLoss.BINARY) {
      return 2;
    }
    return loss.hasClasses() ? Math.max(dimension, info.classes().size()) : dimension;
  }

  private int[] places(int dimension, int columns) {
    boolean classes = loss == CatboostLoss.CLASSES || loss == CatboostLoss.EACH_CLASS;
    return classes
        ? info.classOfMargin(dimension, columns)
        : IntStream.range(0, dimension).toArray();
  }

  private static double scale(CatboostDocument document) {
    if (!Double.isFinite(document.scale)) {
      throw Faults.malformed("a finite scale", Double.toString(document.scale), "scale");
    }
    return document.scale;
  }

  private static double[] bias(CatboostDocument document) {
    double[] bias = document.bias;
    if (bias.length == 0) {
      return new double[document.dimension];
    }
    if (bias.length != document.dimension) {
      throw Faults.malformed(document.dimension + " biases", "" + bias.length, "bias");
    }
    for (double b : bias) {
      if (!Double.isFinite(b)) {
        throw Faults.malformed("a finite bias", Double.toString(b), "bias");
      }
    }
    return bias;
  }
}

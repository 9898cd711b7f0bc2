package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A checked XGBoost model file, JSON or UBJSON: its facts, and its trees for this package.
 * <i>Immutable.</i>
 */
public final class XgboostFile implements TreeFile {
  private final ModelArtifact artifact;
  private final XgboostFormat format;
  private final XgboostDocument document;
  private final XgboostObjective objective;
  private final int features;
  private final float[] intercept;
  private final int rounds;
  private final int allTrees;
  private final OptionalInt bestIteration;
  private final TreeEnsemble ensemble;

  private XgboostFile(ModelArtifact artifact, XgboostFormat format) {
    this.artifact = artifact;
    this.format = format;
    document = XgboostReader.read(format.tokens(artifact.content()));
    XgboostChecks checks = new XgboostChecks(document);
    checks.version();
    objective = checks.objective();
    features = checks.features();
    int groups = checks.groups(objective);
    List<DecisionTree> trees = checks.trees(features);
    allTrees = trees.size();
    int[] groupOfTree = checks.groupOfTree(allTrees, groups);
    float[] weights = checks.weights(allTrees);
    int[] ends = checks.iterationEnds(allTrees, groups);
    bestIteration = checks.bestIteration();
    rounds = usedRounds(ends.length - 1);
    int used = ends[rounds];
    intercept = XgboostIntercept.parse(baseScore(), groups);
    ensemble =
        new TreeEnsemble(
            features,
            trees.subList(0, used),
            Arrays.copyOf(groupOfTree, used),
            widened(Arrays.copyOf(weights, used)),
            margins(),
            Arithmetic.XGBOOST);
    document.trees = null;
  }

  /**
   * Reads a file and checks all of it.
   *
   * @param artifact the file; its manifest is not looked at
   * @throws InferenceException (MALFORMED_MODEL) when the bytes break the format;
   *     (UNSUPPORTED_MODEL) for boosters, objectives and trees that are not reproduced here;
   *     (LIMIT_EXCEEDED) when a bound on nesting or counts is passed; the message names the
   *     location, the field or offset, what was expected and what was found
   */
  public static XgboostFile read(ModelArtifact artifact) {
    try {
      XgboostFormat format =
          XgboostFormat.of(artifact.content())
              .orElseThrow(
                  () ->
                      Faults.malformed(
                          "a JSON or UBJSON object with a member 'learner'", "none", "byte 0"));
      return new XgboostFile(artifact, format);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  /**
   * What the bytes of an artefact are, told from their first 64 KiB; never throws for any content.
   *
   * @param artifact the artefact; its buffer's position is left alone
   * @return {@code xgboost-json} or {@code xgboost-ubj}; empty when they are neither
   */
  public static Optional<String> probe(ModelArtifact artifact) {
    return XgboostFormat.of(artifact.content()).map(XgboostFormat::kind);
  }

  /** What the bytes are: {@code xgboost-json} or {@code xgboost-ubj}. */
  @Override
  public String kind() {
    return format.kind();
  }

  /** The rounds of boosting that take part in predictions: up to the best one, if one is named. */
  public int rounds() {
    return rounds;
  }

  /**
   * The inputs and outputs: names are those of the file, checked against a manifest.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  public ModelSignature signature(Optional<ModelManifest> manifest) {
    try {
      return XgboostSignature.of(
          manifest, document.featureNames, features, objective, ensemble.groups());
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e); // also makes the names in it printable
    }
  }

  /** Facts for a person, in a stable order. */
  @Override
  public Map<String, String> description() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind());
    facts.put("library", "xgboost " + version());
    facts.put("objective", objective.code());
    facts.put("booster", String.valueOf(document.booster));
    if (objective.isMultiClass()) {
      facts.put("classes", Integer.toString(ensemble.groups()));
    }
    facts.put("features", Integer.toString(features));
    int columns = objective.link().columns(ensemble.groups());
    facts.put("outputs", Integer.toString(columns));
    facts.put("trees", Integer.toString(ensemble.trees().size()));
    facts.put("trees_in_file", Integer.toString(allTrees));
    facts.put("depth", Integer.toString(ensemble.depth()));
    bestIteration.ifPresent(best -> facts.put("best_iteration", Integer.toString(best)));
    facts.put("base_score", Faults.quoted(baseScore()));
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
   * The file in a form that the library's versions 1.6 to 3.0 read correctly: later ones write the
   * intercept in brackets, which these take for 0.5 without a word.
   *
   * @return bytes of the same kind
   * @throws InferenceException (UNSUPPORTED_MODEL) when there is no such form: the intercepts of
   *     the outputs differ, or the tree weights of dart stand where only 3.4 and later look
   */
  public byte[] bytesForVersion30() {
    try {
      return XgboostRewriter.plain(artifact.content(), format, document, intercept);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  Link link() {
    return objective.link();
  }

  private int usedRounds(int present) {
    if (bestIteration.isEmpty() || present == 0) {
      return present;
    }
    int used = bestIteration.getAsInt() + 1;
    if (used > present) {
      throw Faults.malformed(
          "a round below " + present,
          Integer.toString(used - 1),
          "learner.attributes.best_iteration");
    }
    return used;
  }

  private String baseScore() {
    String text = document.baseScore;
    if (text == null) {
      throw Faults.malformed("a value", "none", "learner.learner_model_param.base_score");
    }
    return text;
  }

  private double[] margins() {
    double[] margins = new double[intercept.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = XgboostIntercept.margin(intercept[i], objective.intercept(), isAtLeast(3, 2));
    }
    return margins;
  }

  private boolean isAtLeast(int major, int minor) {
    int[] version = document.version;
    return version.length > 1
        && (version[0] > major || (version[0] == major && version[1] >= minor));
  }

  private String version() {
    StringBuilder text = new StringBuilder();
    for (int part : document.version) {
      text.append(text.isEmpty() ? "" : ".").append(part);
    }
    return text.isEmpty() ? "of unknown version" : text.toString();
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}

package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A checked XGBoost model file (JSON, UBJSON, binary, or pickled): its facts, and its trees for
 * this package. <i>Immutable.</i>
 */
public final class XgboostFile implements TreeFile {
  private static final String PICKLE = "xgboost-pickle";

  private final ModelArtifact artifact;
  private final ByteBuffer content;
  private final XgboostFormat format;
  private final String kind;
  private final XgboostWrapper wrapper;
  private final XgboostDocument document;
  private final XgboostVersion version;
  private final XgboostObjective objective;
  private final int features;
  private final float[] intercept;
  private final int rounds;
  private final int allTrees;
  private final OptionalInt bestIteration;
  private final TreeEnsemble ensemble;

  private XgboostFile(ModelArtifact artifact, ByteBuffer bytes, Optional<XgboostWrapper> wrapped) {
    this.artifact = artifact;
    content = bytes.slice();
    format =
        XgboostFormat.of(content)
            .orElseThrow(
                () ->
                    Faults.malformed(
                        "a JSON or UBJSON object with a member 'learner', or XGBoost's binary form",
                        "none",
                        wrapped.isPresent() ? "the pickled handle" : "byte 0"));
    kind = wrapped.isPresent() ? PICKLE : format.kind();
    wrapper = wrapped.orElse(XgboostWrapper.NONE);
    document = format.read(content.duplicate());
    wrapper.attributes().forEach(document.attributes::putIfAbsent);
    if (document.featureNames.isEmpty()) {
      document.featureNames.addAll(wrapper.featureNames());
    }
    XgboostChecks checks = new XgboostChecks(document);
    checks.version();
    version = document.version();
    objective = checks.objective();
    features = checks.features();
    intercept = XgboostIntercept.parse(baseScore(), checks.groups(objective));
    XgboostEnsemble parts = new XgboostEnsemble(document, wrapper, features, margins());
    ensemble = parts.assemble();
    rounds = parts.rounds();
    allTrees = parts.allTrees();
    bestIteration = parts.bestIteration();
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
      ByteBuffer content = artifact.content();
      if (XgboostPickle.matches(content)) {
        XgboostPickle pickle = XgboostPickle.read(content);
        return of(artifact, pickle);
      }
      return new XgboostFile(artifact, content, Optional.empty());
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  /** Reads the model within a pickle and checks all of it. */
  static XgboostFile of(ModelArtifact artifact, XgboostPickle pickle) {
    return new XgboostFile(artifact, pickle.model(), Optional.of(pickle.wrapper()));
  }

  /**
   * What the bytes of an artefact are, told from their first 64 KiB; never throws for any content.
   *
   * @param artifact the artefact; its buffer's position is left alone
   * @return {@code xgboost-json}, {@code xgboost-ubj}, {@code xgboost-binary} or {@code
   *     xgboost-pickle}; empty when they are none of these
   */
  public static Optional<String> probe(ModelArtifact artifact) {
    ByteBuffer content = artifact.content();
    Optional<String> found = XgboostFormat.of(content).map(XgboostFormat::kind);
    return found.isEmpty() && XgboostPickle.matches(content) ? Optional.of(PICKLE) : found;
  }

  /** What the bytes are, as {@link #probe} says. */
  @Override
  public String kind() {
    return kind;
  }

  /**
   * The rounds of boosting that take part in predictions, up to the best one, if one is named; as
   * the library counts them: where a file from before 1.6 has several trees per round, it does not
   * say so, and the library takes each for a round.
   */
  public int rounds() {
    boolean unsaid =
        document.iterationEnds == null && !document.treeNumbers.containsKey("num_parallel_tree");
    return unsaid ? ensemble.trees().size() / ensemble.groups() : rounds;
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
          manifest, document.featureNames, features, objective, ensemble.groups(), wrapper, link());
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e); // also makes the names in it printable
    }
  }

  /** Facts for a person, in a stable order. */
  @Override
  public Map<String, String> description() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind());
    facts.put("library", library());
    facts.put("objective", objective.code());
    facts.put("booster", String.valueOf(document.booster));
    if (kind.equals(PICKLE)) {
      facts.put("wrapper", wrapper.name());
      facts.put("model", format.kind());
    }
    if (objective.isMultiClass()) {
      facts.put("classes", Integer.toString(ensemble.groups()));
    }
    facts.put("features", Integer.toString(features));
    int columns = link().columns(ensemble.groups());
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
    Model model = new TreesModel(signature(manifest), ensemble, link(), description());
    return Double.isNaN(missing()) ? model : new MarkedMissingModel(model, (float) missing());
  }

  /**
   * The file in a form that the library's versions 1.6 to 3.0 read correctly: later ones write the
   * intercept in brackets, which these take for 0.5 without a word.
   *
   * @return bytes of the same kind
   * @throws InferenceException (UNSUPPORTED_MODEL) when there is no such form: the intercepts of
   *     the outputs differ, the tree weights of dart stand where only 3.4 and later look, or those
   *     versions predict in place what is not made of such trees
   */
  public byte[] bytesForVersion30() {
    try {
      checkForVersion30();
      if (format == XgboostFormat.BINARY) {
        byte[] bytes = new byte[content.limit()];
        content.get(0, bytes);
        return bytes;
      }
      return XgboostRewriter.plain(content.duplicate(), format, document, intercept);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  private void checkForVersion30() {
    boolean ordered = link() == XgboostLink.ASCENDING && ensemble.groups() > 1;
    boolean vectors = ensemble.group().length > 0 && ensemble.group()[0] == TreeEnsemble.ALL;
    if (ordered || vectors || ensemble.terms() != null) {
      throw Faults.unsupported(
          "trees of one output each, without quantiles put in order (engine=java takes all)",
          Faults.quoted(objective.code()) + " of " + library() + ", " + document.booster,
          "learner");
    }
  }

  /** The value that counts as missing beside NaN, by the wrapper's setting; NaN for none. */
  public double missing() {
    return wrapper.missing();
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  /** The library with its version. */
  String library() {
    return "xgboost " + version;
  }

  /** The names of the inputs, empty when the file has none. */
  List<String> featureNames() {
    return List.copyOf(document.featureNames);
  }

  /** Whether a wrapper predicts probabilities with it. */
  boolean isClassifier() {
    return wrapper.isClassifier();
  }

  /** Whether its outputs are classes that exclude each other. */
  boolean isMultiClass() {
    return objective.isMultiClass();
  }

  /** The classes that a wrapper knows, empty when it knows none. */
  List<String> classes() {
    return wrapper.classes();
  }

  Link link() {
    return wrapper.link(objective, version, ensemble.groups());
  }

  private String baseScore() {
    String text = document.baseScore;
    if (text == null) {
      throw Faults.malformed("a value", "none", "learner.learner_model_param.base_score");
    }
    return text;
  }

  private double[] margins() {
    boolean isMargin = document.baseScoreIsMargin || isUnfitted();
    XgboostObjective.Intercept scale = isMargin ? XgboostObjective.Intercept.MARGIN : scale();
    return XgboostIntercept.margins(intercept, scale, version.isAtLeast(3, 2));
  }

  /** From 3.1 on an intercept that waits for training to estimate it is taken as it is. */
  private boolean isUnfitted() {
    boolean untrained =
        document.linearWeights == null
            ? document.trees != null && document.trees.isEmpty()
            : document.linearWeights.length == 0;
    return untrained
        && version.isAtLeast(3, 1)
        && document.modelNumbers.getOrDefault("boost_from_average", 0L) != 0;
  }

  /** What the version that wrote the file takes the intercept for. */
  private XgboostObjective.Intercept scale() {
    boolean probability = objective == XgboostObjective.BINARY_LOGITRAW && version.isBefore(1, 3);
    return probability ? XgboostObjective.Intercept.LOGIT : objective.intercept();
  }
}

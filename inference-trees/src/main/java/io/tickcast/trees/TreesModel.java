package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Map;

/**
 * An ensemble with its signature, all on the heap: laid out for predictions, and as it was trained
 * for explanations.
 */
final class TreesModel implements Model {
  private final ModelSignature signature;
  private final TreeEnsemble ensemble;
  private final Forest forest;
  private final Link link;
  private final CategoryCodes codes;
  private final Map<String, String> description;
  private volatile boolean closed;

  TreesModel(
      ModelSignature signature, TreeEnsemble ensemble, Link link, Map<String, String> description) {
    this(signature, ensemble, link, description, CategoryCodes.NONE);
  }

  /**
   * A model of an ensemble that looks at codes of categories.
   *
   * @param codes how the categories of a row become these codes
   */
  TreesModel(
      ModelSignature signature,
      TreeEnsemble ensemble,
      Link link,
      Map<String, String> description,
      CategoryCodes codes) {
    this.codes = codes;
    this.signature = signature;
    this.ensemble = ensemble;
    forest = Forest.of(ensemble);
    this.link = link;
    this.description = description;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Predictor newPredictor() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found a closed one");
    }
    return new TreesPredictor(signature, forest, link, codes);
  }

  /** The trees with their thresholds, covers and leaves. */
  TreeEnsemble ensemble() {
    return ensemble;
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public void close() {
    closed = true;
  }
}

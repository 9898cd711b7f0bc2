package io.tickcast.trees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link XgboostReader} or {@link XgboostBinary} found in a file, each part checked by itself
 * and none against another. <i>Confined</i>, filled once.
 */
final class XgboostDocument {
  /** Major, minor and patch version of the library that wrote the file; empty when not said. */
  int[] version = {};

  final List<String> featureNames = new ArrayList<>();
  final Map<String, String> attributes = new HashMap<>();
  final Map<String, Long> modelNumbers = new HashMap<>();

  /** The text of {@code base_score}, such as {@code [5E-1]}. */
  @Nullable String baseScore;

  /** Where that text's token starts, in bytes. */
  long baseScoreOffset = -1;

  /** Whether that token is a string; else a bare number or array. */
  boolean baseScoreIsString;

  /** Whether it is a margin already, as in files from before 1.0, and not on the labels' scale. */
  boolean baseScoreIsMargin;

  @Nullable String objective;
  @Nullable String booster;

  final Map<String, Long> treeNumbers = new HashMap<>();
  @Nullable List<XgboostTree> trees;
  int @Nullable [] treeInfo;
  int @Nullable [] iterationEnds;
  float @Nullable [] treeWeights;

  /** The weights of the linear booster, feature by feature, the biases last. */
  float @Nullable [] linearWeights;

  /** Whether a scikit-learn wrapper saved it. */
  boolean isOfWrapper;

  /** Whether the weights stand inside the model, where only XGBoost from 3.4 on looks for them. */
  boolean weightsInModel;

  XgboostVersion version() {
    return new XgboostVersion(version, baseScoreIsMargin);
  }
}

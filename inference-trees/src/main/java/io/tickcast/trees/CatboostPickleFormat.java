package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.BytesNode;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.checkpoint.Symbol;
import io.tickcast.checkpoint.SymbolPolicy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Pickles and joblib files of CatBoost's own classes: parameters, and the binary format as bytes.
 */
final class CatboostPickleFormat implements TreeFormat {
  private static final String KIND = "catboost-pickle";
  private static final String MODULE = "catboost.core";

  /** The attribute that holds the binary format. */
  static final String MODEL = "__model";

  private static final Map<String, CatboostUse> USES =
      Map.of(
          "CatBoost", CatboostUse.BARE,
          "CatBoostClassifier", CatboostUse.CLASSIFIER,
          "CatBoostRegressor", CatboostUse.REGRESSOR,
          "CatBoostRanker", CatboostUse.RANKER);

  /** What such a file may name. */
  static final SymbolPolicy POLICY =
      SymbolPolicy.of("a CatBoost model")
          .objects(MODULE, USES.keySet().toArray(String[]::new))
          .build();

  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    return CheckpointFile.peek(artifact.content())
        .flatMap(peek -> peek.root())
        .filter(CatboostPickleFormat::isOurs)
        .map(root -> KIND);
  }

  @Override
  public CatboostFile read(ModelArtifact artifact) {
    try {
      return read(
          artifact, CheckpointFile.open(artifact.content(), ReadLimits.DEFAULTS, POLICY).root());
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  /** Takes the model out of an object of CatBoost that was read, and checks all of it. */
  static CatboostFile read(ModelArtifact artifact, PickleView root) {
    CatboostUse use =
        root.symbol()
            .filter(CatboostPickleFormat::isOurs)
            .map(symbol -> USES.get(symbol.name()))
            .orElseThrow(
                () ->
                    Faults.malformed(
                        "an object of " + MODULE, root.node().describe(), root.path()));
    PickleView model = root.attribute(MODEL);
    if (!(model.node() instanceof BytesNode bytes)) {
      throw Faults.malformed("bytes", model.node().describe(), model.path());
    }
    ByteBuffer content = bytes.content();
    return new CatboostFile(artifact, KIND, CatboostBinary.read(content), content.limit(), use);
  }

  private static boolean isOurs(Symbol symbol) {
    return symbol.module().equals(MODULE) && USES.containsKey(symbol.name());
  }
}

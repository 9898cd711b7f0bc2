package io.tickcast.backend.xgboost;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.trees.XgboostFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A booster with its signature. Closing it while predictors are open is no fault: the native memory
 * goes with the last of them.
 */
final class NativeModel implements Model {
  private final ModelSignature signature;
  private final Map<String, String> description;
  private final int rounds;
  private final float missing;
  private final NativeBooster booster;
  private boolean closed;

  NativeModel(XgboostFile file, Optional<ModelManifest> manifest, NativeBooster booster) {
    this.booster = booster;
    rounds = file.rounds();
    missing = (float) file.missing();
    signature = file.signature(manifest);
    Map<String, String> facts = new LinkedHashMap<>(file.description());
    facts.put("engine", "xgboost4j");
    description = Collections.unmodifiableMap(facts);
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public synchronized Predictor newPredictor() {
    if (closed || !booster.hold()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found a closed one");
    }
    return new NativePredictor(signature, rounds, missing, booster);
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  /** The number of inputs by the library's own account. */
  long features() {
    return booster.features();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      booster.letGo();
    }
  }
}

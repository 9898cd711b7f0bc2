package io.tickcast.backend.lightgbm;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.trees.LightgbmFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model as text, of which each predictor makes a booster of its own. Closing it while predictors
 * are open is no fault: the native memory is theirs. <i>Thread-safe.</i>
 */
final class NativeModel implements Model {
  private final ModelSignature signature;
  private final Map<String, String> description;
  private final String location;
  private final String text;
  private final int scores;
  private volatile boolean closed;

  NativeModel(LightgbmFile file, Optional<ModelManifest> manifest, String location) {
    this.location = location;
    signature = file.signature(manifest);
    text = file.plainText();
    scores = file.scores();
    Map<String, String> facts = new LinkedHashMap<>(file.description());
    facts.put("engine", "lightgbm4j");
    description = Collections.unmodifiableMap(facts);
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
    try {
      NativeBooster booster = NativeBooster.load(text, signature.width(), scores);
      return new NativePredictor(signature, scores, booster);
    } catch (InferenceException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_MODEL) {
        throw e; // no fault of the file
      }
      throw new InferenceException(e.code(), Text.line(location + ": " + e.getMessage()), e);
    }
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

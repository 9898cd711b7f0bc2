package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Map;

/** An estimator made of several parts, all on the heap. */
final class SklearnModel implements Model {
  private final ModelSignature signature;
  private final SklearnPart part;
  private final Map<String, String> description;
  private volatile boolean closed;

  SklearnModel(ModelSignature signature, SklearnPart part, Map<String, String> description) {
    this.signature = signature;
    this.part = part;
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
    return new SklearnPredictor(part);
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

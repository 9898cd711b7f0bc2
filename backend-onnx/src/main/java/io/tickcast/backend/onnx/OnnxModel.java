package io.tickcast.backend.onnx;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Map;

/**
 * A session with its signature. Closing it while predictors are open is no fault: the native memory
 * goes with the last of them. <i>Thread-safe.</i>
 */
final class OnnxModel implements Model {
  private final Plan plan;
  private final Map<String, String> description;
  private final NativeSession session;
  private boolean closed;

  OnnxModel(Plan plan, Map<String, String> description, NativeSession session) {
    this.plan = plan;
    this.description = description;
    this.session = session;
  }

  @Override
  public ModelSignature signature() {
    return plan.signature();
  }

  @Override
  public synchronized Predictor newPredictor() {
    if (closed || !session.hold()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found a closed one");
    }
    return new OnnxPredictor(plan, session);
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      session.letGo();
    }
  }
}

package io.tickcast.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands rows to a session in tensors that are used again, and takes the outputs from a pinned one.
 * The Java side of the runtime allocates some hundred bytes of heap with each call.
 * <i>Confined.</i>
 */
final class OnnxPredictor implements Predictor {
  private static final double ROUNDING = 1e-5;

  private final Plan plan;
  private final NativeSession session;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Slot result;
  private final Map<String, OnnxValue> outputs;
  private final int width;
  private final int columns;
  private final boolean takesMissing;
  private final boolean probabilities;
  private boolean closed;

  /** Makes a predictor that has a hold on the session and gives it back when closed. */
  OnnxPredictor(Plan plan, NativeSession session) {
    this.plan = plan;
    this.session = session;
    width = plan.signature().width();
    columns = plan.outputs().order().length;
    takesMissing = plan.signature().acceptsMissing();
    probabilities = plan.outputs().outputs().get(0).role() == OutputRole.PROBABILITY;
    OrtEnvironment environment = session.environment();
    NativeLedger ledger = session.ledger();
    try {
      for (InputTensor input : plan.inputs().tensors()) {
        Slot slot = new Slot(environment, input.type(), input.shape(), ledger);
        slots.add(slot);
        inputs.put(input.name(), slot.tensor());
      }
      OutputPlan wanted = plan.outputs();
      result = new Slot(environment, wanted.type(), wanted.shape(), ledger);
      outputs = Collections.singletonMap(wanted.tensor(), result.tensor());
    } catch (OrtException e) {
      abandon();
      throw refused(e);
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  /** Gives back what there is of a predictor that was not made. */
  private void abandon() {
    slots.forEach(Slot::close);
    session.letGo();
  }

  @Override
  public void predict(double[] row, double[] results) {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
    if (row.length != width || results.length != columns) {
      throw new IllegalArgumentException(
          "expected "
              + width
              + " inputs and "
              + columns
              + " outputs, found "
              + row.length
              + " and "
              + results.length);
    }
    fill(row);
    try {
      session.run(inputs, outputs);
    } catch (OrtException e) {
      throw refused(e);
    }
    int[] order = plan.outputs().order();
    for (int i = 0; i < columns; i++) {
      results[i] = result.get(order[i]);
    }
    if (probabilities) {
      round(results);
    }
  }

  private void fill(double[] row) {
    int place = 0;
    for (int s = 0; s < slots.size(); s++) {
      Slot slot = slots.get(s);
      int count = plan.inputs().tensors().get(s).columns();
      for (int i = 0; i < count; i++, place++) {
        double value = row[place];
        if (Double.isNaN(value) && !takesMissing) {
          throw unfit(place, "a value, since the model was not made for missing ones", value);
        }
        if (!slot.put(i, value)) {
          ElementType type = plan.inputs().tensors().get(s).type();
          throw unfit(place, "a number that " + type + " holds", value);
        }
      }
    }
  }

  private InferenceException unfit(int place, String expected, double found) {
    return new InferenceException(
        ErrorCode.MALFORMED_DATA,
        Faults.line("expected " + expected + ", found " + found + ", at " + plan.inputName(place)));
  }

  /** Sums of 32 bits end beside 0 and 1; what ends further away is no probability. */
  private void round(double[] results) {
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      double value = results[i];
      if (value < -ROUNDING || value > 1 + ROUNDING) {
        throw noProbability("a probability in [0, 1]", value, i);
      }
      // Written so that NaN stays what it is.
      results[i] = value < 0 ? 0 : value > 1 ? 1 : value;
      sum += value;
    }
    if (plan.outputs().declared() && columns > 1 && Math.abs(sum - 1) > 1e-3) {
      throw noProbability("probabilities that sum to 1, as output.kind declares", sum, 0);
    }
  }

  private InferenceException noProbability(String expected, double found, int output) {
    return new InferenceException(
        ErrorCode.UNSUPPORTED_MODEL,
        Faults.line(
            "expected "
                + expected
                + ", found "
                + found
                + ", at output "
                + Faults.quote(plan.signature().outputs().get(output).name())));
  }

  private static InferenceException refused(OrtException e) {
    return new InferenceException(
        ErrorCode.UNSUPPORTED_MODEL,
        Faults.line("expected a prediction of ONNX Runtime, found " + Faults.first(e)),
        e);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      slots.forEach(Slot::close);
      result.close();
      session.letGo();
    }
  }
}

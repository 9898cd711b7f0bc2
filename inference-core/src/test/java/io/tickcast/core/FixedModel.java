package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model whose outputs a test prescribes; it counts what is open. */
final class FixedModel implements Model {
  final AtomicInteger openPredictors = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  final List<double[]> seen = Collections.synchronizedList(new ArrayList<>());
  private final ModelSignature signature;
  private volatile Script script;
  private volatile boolean remembers = true;

  /** What the model answers. */
  interface Script {
    void predict(double[] inputs, double[] outputs);
  }

  FixedModel(ModelSignature signature, Script script) {
    this.signature = signature;
    this.script = script;
  }

  /** A model of three classes (buy, sell, hold) with the same probabilities for each bar. */
  static FixedModel classes(List<String> features, double buy, double sell, double hold) {
    return new FixedModel(
        signature(features, List.of("buy", "sell", "hold"), OutputRole.PROBABILITY),
        answer(buy, sell, hold));
  }

  static ModelSignature signature(List<String> features, List<String> outputs, OutputRole role) {
    return new ModelSignature(
        features.stream().map(Input::feature).toList(),
        1,
        outputs.stream().map(name -> Output.of(name, role)).toList(),
        false);
  }

  static Script answer(double... outputs) {
    return (in, out) -> System.arraycopy(outputs, 0, out, 0, out.length);
  }

  void answers(double... outputs) {
    script = answer(outputs);
  }

  void answers(Script other) {
    script = other;
  }

  /** Keeps no inputs, for tests that measure what is allocated. */
  FixedModel forgetful() {
    remembers = false;
    return this;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Predictor newPredictor() {
    if (closes.get() > 0) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found it closed");
    }
    openPredictors.incrementAndGet();
    return new Scripted();
  }

  @Override
  public void close() {
    if (openPredictors.get() > 0) {
      throw new IllegalStateException(
          "expected no open predictors, found " + openPredictors.get() + " at close");
    }
    closes.incrementAndGet();
  }

  private final class Scripted implements Predictor {
    private boolean closed;

    @Override
    public void predict(double[] inputs, double[] outputs) {
      if (closed) {
        throw new IllegalStateException("expected an open predictor, found it closed");
      }
      if (remembers) {
        seen.add(inputs.clone());
      }
      script.predict(inputs, outputs);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openPredictors.decrementAndGet();
      }
    }
  }
}

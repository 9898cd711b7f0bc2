package io.tickcast.tck;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.Explainer;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Predictor;
import io.tickcast.tck.WrongModels.ForwardingModel;
import io.tickcast.tck.WrongModels.ForwardingPredictor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;

/** Models and predictors that are wrong in one thing, with the rules that this breaks. */
enum PredictorFault {
  OUTPUTS_ARE_IN_ANOTHER_ORDER(
      "M-17", after((inputs, outputs) -> swap(outputs, 0, outputs.length - 1))),
  OUTPUTS_ARE_ADDED_TO(
      "M-18",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predict(double[] inputs, double[] outputs) {
              double before = outputs.length > 0 ? outputs[0] : 0;
              super.predict(inputs, outputs);
              outputs[0] += before;
            }
          }),
  MISSING_INPUTS_ARE_REPLACED_IN_PLACE("M-19", after((inputs, outputs) -> replaceMissing(inputs))),
  PREDICTOR_DRIFTS(
      "M-20 M-28",
      predictor ->
          new ForwardingPredictor(predictor) {
            private int calls;

            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs, outputs);
              outputs[0] += ++calls > 300 ? 1e-12 : 0;
            }
          }),
  INPUTS_ARE_PADDED(
      "M-21",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs.length == 3 ? inputs : Arrays.copyOf(inputs, 3), outputs);
            }
          }),
  BATCH_OF_NOTHING_ACCEPTS_ANYTHING(
      "M-22",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predictBatch(double[] inputs, int rows, double[] outputs) {
              if (rows > 0) {
                super.predictBatch(inputs, rows, outputs);
              }
            }
          }),
  BATCH_NARROWS(
      "M-23",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predictBatch(double[] inputs, int rows, double[] outputs) {
              super.predictBatch(inputs, rows, outputs);
              Arrays.setAll(outputs, o -> (float) outputs[o]);
            }
          }),
  BATCH_DIVIDES_BY_ITS_ROWS(
      "M-23",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predictBatch(double[] inputs, int rows, double[] outputs) {
              if (rows == 0 && inputs.length == 0 && outputs.length == 0) {
                throw new ArithmeticException("/ by zero");
              }
              super.predictBatch(inputs, rows, outputs);
            }
          }),
  MISSING_INPUTS_ARE_REFUSED(
      "M-24",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs, outputs);
              if (!any(inputs, x -> !Double.isNaN(x))) {
                throw new InferenceException(ErrorCode.MALFORMED_DATA, "expected inputs");
              }
            }
          }),
  INFINITY_IS_AN_ARITHMETIC_EXCEPTION(
      "M-25",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predict(double[] inputs, double[] outputs) {
              if (any(inputs, Double::isInfinite)) {
                throw new ArithmeticException("infinite input");
              }
              super.predict(inputs, outputs);
            }
          }),
  REFUSAL_SPOILS_THE_PREDICTOR(
      "M-25",
      predictor ->
          new ForwardingPredictor(predictor) {
            private double offset;

            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs, outputs);
              outputs[0] += offset;
              offset = any(inputs, x -> Math.abs(x) > 1e9) ? 1e-9 : 0;
            }
          }),
  EVERY_CALL_ALLOCATES(
      "M-26",
      predictor ->
          new ForwardingPredictor(predictor) {
            private double[] kept = {};

            @Override
            public void predict(double[] inputs, double[] outputs) {
              kept = inputs.clone();
              super.predict(inputs, outputs);
            }

            @Override
            public void close() {
              Arrays.fill(kept, 0);
              super.close();
            }
          }),
  SUM_IS_OFF_WHEN_SOMETHING_IS_MISSING(
      "M-27",
      predictor ->
          new ForwardingPredictor(predictor) {
            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs, outputs);
              outputs[0] += any(inputs, Double::isNaN) ? -1e-3 : 0;
            }

            @Override
            public void predictBatch(double[] inputs, int rows, double[] outputs) {
              super.predictBatch(inputs, rows, outputs);
              for (int r = 0; r < rows; r++) {
                double[] row = Arrays.copyOfRange(inputs, r * 3, r * 3 + 3);
                outputs[r * 3] += any(row, Double::isNaN) ? -1e-3 : 0;
              }
            }
          }),
  PREDICTOR_IS_BOUND_TO_ITS_MAKERS_THREAD(
      "M-28",
      predictor ->
          new ForwardingPredictor(predictor) {
            private final Thread maker = Thread.currentThread();

            @Override
            public void predict(double[] inputs, double[] outputs) {
              super.predict(inputs, outputs);
              outputs[0] += Thread.currentThread() == maker ? 0 : 1e-12;
            }
          }),
  SECOND_CLOSE_OF_A_PREDICTOR_THROWS(
      "M-29",
      predictor ->
          new ForwardingPredictor(predictor) {
            private boolean closed;

            @Override
            public void close() {
              if (closed) {
                throw new IllegalStateException("closed before");
              }
              closed = true;
              super.close();
            }
          }),
  SECOND_CLOSE_OF_A_MODEL_THROWS(
      "M-29",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                private boolean closed;

                @Override
                public void close() {
                  if (closed) {
                    throw new IllegalStateException("closed before");
                  }
                  closed = true;
                  super.close();
                }
              })),
  CLOSED_PREDICTOR_TAKES_OTHERS_ALONG(
      "M-29",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                private int closed;

                @Override
                public Predictor newPredictor() {
                  int before = closed;
                  return new ForwardingPredictor(super.newPredictor()) {
                    @Override
                    public void predict(double[] inputs, double[] outputs) {
                      super.predict(inputs, outputs);
                      outputs[0] += closed - before;
                    }

                    @Override
                    public void close() {
                      closed++;
                    }
                  };
                }
              })),
  CLOSED_MODEL_GIVES_PREDICTORS(
      "M-30",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                @Override
                public void close() {}
              })),
  CLOSED_MODEL_THROWS_ANOTHER_EXCEPTION(
      "M-30",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                @Override
                public Predictor newPredictor() {
                  try {
                    return super.newPredictor();
                  } catch (InferenceException e) {
                    throw new IllegalStateException(e);
                  }
                }
              })),
  EXPLAINER_LEAVES_OUT_THE_BASE_VALUE(
      "M-31",
      WrongModels.models(
          model ->
              new ForwardingModel(model) {
                @Override
                public Optional<Explainer> explainer() {
                  return Optional.of(new WithoutBase(model));
                }
              }));

  private final Set<String> rules;
  private final ModelProvider provider;

  PredictorFault(String rules, UnaryOperator<Predictor> fault) {
    this(rules, WrongModels.predictors(fault));
  }

  PredictorFault(String rules, ModelProvider provider) {
    this.rules = Set.copyOf(List.of(rules.split(" ")));
    this.provider = provider;
  }

  Set<String> rules() {
    return rules;
  }

  ModelProvider provider() {
    return new RegisteredProvider(provider);
  }

  private interface Twist {
    void apply(double[] inputs, double[] outputs);
  }

  private static UnaryOperator<Predictor> after(Twist twist) {
    return predictor ->
        new ForwardingPredictor(predictor) {
          @Override
          public void predict(double[] inputs, double[] outputs) {
            super.predict(inputs, outputs);
            twist.apply(inputs, outputs);
          }

          @Override
          public void predictBatch(double[] inputs, int rows, double[] outputs) {
            super.predictBatch(inputs, rows, outputs);
            for (int r = 0; r < rows; r++) {
              double[] row = Arrays.copyOfRange(inputs, r * 3, r * 3 + 3);
              double[] result = Arrays.copyOfRange(outputs, r * 3, r * 3 + 3);
              twist.apply(row, result);
              System.arraycopy(result, 0, outputs, r * 3, 3);
            }
          }
        };
  }

  private static boolean any(double[] values, DoublePredicate condition) {
    for (double value : values) {
      if (condition.test(value)) {
        return true;
      }
    }
    return false;
  }

  private static void replaceMissing(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? 0 : values[i];
    }
  }

  private static void swap(double[] values, int a, int b) {
    double first = values[a];
    values[a] = values[b];
    values[b] = first;
  }

  private record WithoutBase(Model model) implements Explainer {
    @Override
    public void explain(double[] inputs, double[] contributions) {
      double[] whole = contributions.clone();
      model.explainer().orElseThrow().explain(inputs, whole);
      for (int c = 0; c < whole.length; c++) {
        contributions[c] = c % 4 == 3 ? contributions[c] : whole[c];
      }
    }

    @Override
    public void close() {}
  }
}

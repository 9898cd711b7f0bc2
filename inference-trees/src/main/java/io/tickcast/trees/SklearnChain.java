package io.tickcast.trees;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts one after the other. <i>Immutable.</i>
 *
 * @param parts at least one; each takes what the one before it gives
 */
record SklearnChain(List<SklearnPart> parts) implements SklearnPart {
  SklearnChain {
    parts = List.copyOf(parts);
  }

  @Override
  public int inputs() {
    return parts.get(0).inputs();
  }

  @Override
  public int outputs() {
    return parts.get(parts.size() - 1).outputs();
  }

  @Override
  public Width width() {
    return parts.get(parts.size() - 1).width();
  }

  @Override
  public Worker newWorker() {
    List<Worker> workers = new ArrayList<>();
    double[][] between = new double[parts.size() - 1][];
    for (SklearnPart part : parts) {
      if (workers.size() < between.length) {
        between[workers.size()] = new double[part.outputs()];
      }
      workers.add(part.newWorker());
    }
    Worker[] steps = workers.toArray(Worker[]::new);
    return (inputs, outputs) -> {
      double[] row = inputs;
      for (int i = 0; i < between.length; i++) {
        steps[i].apply(row, between[i]);
        row = between[i];
      }
      steps[between.length].apply(row, outputs);
    };
  }
}

package io.tickcast.core;

/** The inputs of a model that sees one bar. <i>Confined</i> to the lane. */
final class BarInputs implements ModelInputs {
  private final InputRow inputs;
  private final double[] to;
  private final boolean passesMissing;

  BarInputs(LoadedModel loaded, FeatureDictionary dictionary, double[] to) {
    this.inputs = new InputRow(loaded.signature().inputs(), dictionary);
    this.to = to;
    this.passesMissing = loaded.passesMissing();
  }

  @Override
  public void gather(BarRow row, Decision decision) {
    inputs.read(row, decision.observation, to);
    int present = 0;
    for (int i = 0; i < to.length; i++) {
      if (Double.isFinite(to[i])) {
        present++;
      } else if (!decision.blocked()) {
        check(row, i, decision);
      }
    }
    decision.featuresUsed = present;
  }

  private void check(BarRow row, int index, Decision decision) {
    String name = inputs.declared[index].name();
    if (inputs.isText(row, index)) {
      decision.block(Gate.NOT_NUMERIC, Double.NaN, Double.NaN, name);
    } else if (Double.isInfinite(to[index])) {
      decision.block(Gate.FINITE, to[index], Double.NaN, name);
    } else if (!passesMissing || inputs.isState(index)) {
      decision.block(Gate.MISSING_FEATURE, Double.NaN, Double.NaN, name);
    }
  }

  @Override
  public double[] newest() {
    return to;
  }
}

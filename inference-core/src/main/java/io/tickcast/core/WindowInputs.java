package io.tickcast.core;

/** The inputs of a model that sees the last bars of its series. <i>Confined</i> to the lane. */
final class WindowInputs implements ModelInputs {
  private final InputWindow window;
  private final WindowSpec spec;
  private final double[] to;
  private final double[] newest;
  private final boolean passesMissing;

  WindowInputs(LoadedModel loaded, Series series, FeatureDictionary dictionary, double[] to) {
    this.window = series.windows.of(loaded, series, dictionary);
    this.spec = loaded.window();
    this.to = to;
    this.newest = new double[loaded.signature().inputs().size()];
    this.passesMissing = loaded.passesMissing();
  }

  @Override
  public void gather(BarRow row, Decision decision) {
    System.arraycopy(window.newest, 0, newest, 0, newest.length);
    int present = 0;
    for (double value : newest) {
      present += Double.isFinite(value) ? 1 : 0;
    }
    decision.featuresUsed = present;
    if (window.check(decision)) {
      copy(row, decision);
    }
  }

  private void copy(BarRow row, Decision decision) {
    BarRing ring = window.ring;
    for (int bar = ring.bars() - 1; bar >= 0; bar--) {
      for (int i = 0; i < newest.length; i++) {
        boolean ofNow = window.isState(i) && !spec.stateOfThen();
        double value = ofNow ? newest[i] : ring.value(bar, i);
        to[spec.index(bar, i, ring.bars(), newest.length)] = value;
        if (!Double.isFinite(value) && !decision.blocked()) {
          check(row, bar, i, value, decision);
        }
      }
    }
  }

  private void check(BarRow row, int bar, int index, double value, Decision decision) {
    String name = window.name(index);
    if (bar == window.ring.bars() - 1 && window.isText(row, index)) {
      decision.block(Gate.NOT_NUMERIC, Double.NaN, Double.NaN, name);
    } else if (Double.isInfinite(value)) {
      decision.block(Gate.FINITE, value, Double.NaN, name);
    } else if (!passesMissing || window.isState(index)) {
      decision.block(Gate.MISSING_FEATURE, Double.NaN, Double.NaN, name);
    }
  }

  @Override
  public double[] newest() {
    return newest;
  }
}

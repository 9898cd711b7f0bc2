package io.tickcast.core;

import io.tickcast.api.Input;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The inputs of the last bars of a series, as its models want them: fed with every bar that is
 * admitted, whether a model decides it or not. <i>Confined</i> to the lane.
 */
final class InputWindow {
  private static final int KEY_DIGITS = 16;

  final SavedWindow.Place place;
  final BarRing ring;
  private final Series series;
  private final WindowSpec.Gap gap;
  private final InputRow row;
  final double[] newest;

  /** Whether the last bar emptied it first. */
  boolean cleared;

  /** Whether the last bar took the place of the one of its time. */
  boolean replaced;

  /** How many bars the last one had stand-ins before it. */
  int carried;

  InputWindow(
      String key,
      Series series,
      List<Input> inputs,
      int bars,
      WindowSpec.Gap gap,
      FeatureDictionary dictionary) {
    this.place = new SavedWindow.Place(series.symbol, series.timeframe, key);
    this.series = series;
    this.gap = gap;
    this.row = new InputRow(inputs, dictionary);
    this.ring = new BarRing(bars, inputs.size());
    this.newest = new double[inputs.size()];
  }

  /** Stands for the inputs and the rules: windows of one key hold the same. */
  static String key(ModelSignature signature, WindowSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append(signature.window()).append(spec.gap());
    for (Input input : signature.inputs()) {
      text.append('\n').append(input.kind()).append(input.symbol()).append(' ');
      text.append(input.name()).append(' ').append(Double.doubleToLongBits(input.scale()));
      text.append(' ').append(Double.doubleToLongBits(input.clip()));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return ModelArtifact.sha256(bytes).substring(0, KEY_DIGITS);
  }

  /**
   * Takes a bar; false when it is older than the last one.
   *
   * @param barTime its close time
   */
  boolean push(BarRow bar, Observation observation, long barTime) {
    row.read(bar, observation, newest);
    return push(barTime);
  }

  private boolean push(long barTime) {
    replaced = ring.count() > 0 && barTime == ring.newestTime();
    cleared = false;
    carried = 0;
    if (replaced) {
      // It came from the past first; the live one is what the model is to see.
      ring.replace(newest);
      return true;
    }
    if (ring.count() > 0 && barTime < ring.newestTime()) {
      return false;
    }
    int missing = ring.count() == 0 ? 0 : missing(ring.newestTime(), barTime);
    cleared = missing >= ring.bars() || (missing > 0 && gap == WindowSpec.Gap.RESET);
    carried = !cleared && gap == WindowSpec.Gap.CARRY ? missing : 0;
    if (cleared) {
      ring.clear();
    }
    for (int i = 1; i <= carried; i++) {
      ring.repeat(Math.min(ring.newestTime() + series.timeframe.millis(), barTime - 1));
    }
    ring.add(barTime, newest, 0);
    ring.missing(cleared ? 0 : missing);
    return true;
  }

  /** The bars that should have closed between two that did; counted up to the window's length. */
  private int missing(long before, long barTime) {
    long step = series.timeframe.millis();
    int missing = 0;
    long close = before + step;
    // Bars that come a little early or late are no gap.
    while (close <= barTime - step / 2 && missing < ring.bars()) {
      long open = Admission.firstOpen(series, close - step);
      if (open == Long.MAX_VALUE) {
        return missing;
      }
      if (open < close) {
        missing++;
        close += step;
      } else {
        close += (Math.floorDiv(open - close, step) + 1) * step;
      }
    }
    return missing;
  }

  /** Takes bars of the past, oldest first, as if they had come before those that it holds. */
  void warm(long[] times, double[][] past) {
    SavedWindow own = ring.saved(place);
    long oldest = own.times().length == 0 ? Long.MAX_VALUE : own.times()[0];
    ring.clear();
    for (int i = 0; i < times.length; i++) {
      if (times[i] < oldest) {
        System.arraycopy(past[i], 0, newest, 0, newest.length);
        push(times[i]);
      }
    }
    for (int i = 0; i < own.times().length; i++) {
      System.arraycopy(own.values(), i * newest.length, newest, 0, newest.length);
      push(own.times()[i]);
    }
  }

  /** Reads the inputs of a bar without taking it. */
  double[] read(BarRow bar) {
    double[] values = new double[row.width()];
    row.read(bar, Observation.NONE, values);
    return values;
  }

  String name(int index) {
    return row.declared[index].name();
  }

  boolean isState(int index) {
    return row.isState(index);
  }

  boolean isText(BarRow bar, int index) {
    return row.isText(bar, index);
  }

  boolean isFull() {
    return ring.count() == ring.bars();
  }

  /** Whether the window can be decided on; blocks the decision when it can not. */
  boolean check(Decision decision) {
    if (ring.newestTime() != decision.barTimeMillis) {
      decision.block(Gate.WINDOW, ring.newestTime(), decision.barTimeMillis, "other bars");
      return false;
    }
    if (!isFull()) {
      decision.block(Gate.WINDOW, ring.count(), ring.bars(), "bars");
      return false;
    }
    if (gap == WindowSpec.Gap.HOLD && ring.missing() > 0) {
      decision.block(Gate.WINDOW, ring.missing(), 0, "missing bars");
      return false;
    }
    return true;
  }
}

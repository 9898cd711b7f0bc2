package io.tickcast.core;

import io.tickcast.api.Input;
import java.util.List;

/** Reads the inputs of one bar, in the model's order. <i>Confined</i> to the lane. */
final class InputRow {
  final Input[] declared;
  private final int[] slots;
  private final boolean plain;

  InputRow(List<Input> inputs, FeatureDictionary dictionary) {
    this.declared = inputs.toArray(new Input[0]);
    this.slots = new int[declared.length];
    boolean allPlain = true;
    for (int i = 0; i < declared.length; i++) {
      slots[i] = dictionary.require(declared[i].name());
      allPlain &= declared[i].scale() == 1 && declared[i].clip() == Double.POSITIVE_INFINITY;
    }
    this.plain = allPlain;
  }

  int width() {
    return declared.length;
  }

  /** Reads all inputs. */
  void read(BarRow row, double[] to) {
    for (int i = 0; i < slots.length; i++) {
      double value = row.value(slots[i]);
      to[i] = plain || Double.isInfinite(value) ? value : scaled(declared[i], value);
    }
  }

  private static double scaled(Input input, double value) {
    double scaled = value * input.scale();
    double clip = input.clip();
    return Double.isNaN(scaled) ? scaled : Math.min(Math.max(scaled, -clip), clip);
  }

  /** Whether an input of the bar is text or a list. */
  boolean isText(BarRow row, int index) {
    return row.isText(slots[index]);
  }
}

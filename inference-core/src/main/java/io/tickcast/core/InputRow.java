package io.tickcast.core;

import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the inputs of one bar, in the model's order. <i>Confined</i> to the lane. */
final class InputRow {
  final Input[] declared;
  private final int[] slots;
  private final @Nullable StateItem[] items;
  private final boolean plain;

  InputRow(List<Input> inputs, FeatureDictionary dictionary) {
    this.declared = inputs.toArray(new Input[0]);
    this.slots = new int[declared.length];
    this.items = new StateItem[declared.length];
    boolean allPlain = true;
    for (int i = 0; i < declared.length; i++) {
      boolean state = declared[i].kind() == InputKind.STATE;
      items[i] = state ? StateItem.find(declared[i].name()).orElseThrow() : null;
      slots[i] = state ? -1 : dictionary.require(declared[i].name());
      allPlain &= declared[i].isPlain();
    }
    this.plain = allPlain;
  }

  int width() {
    return declared.length;
  }

  /** Reads all inputs. */
  void read(BarRow row, Observation observation, double[] to) {
    for (int i = 0; i < slots.length; i++) {
      StateItem item = items[i];
      double value = item == null ? row.value(slots[i]) : item.of(observation);
      to[i] = plain ? value : declared[i].seen(value);
    }
  }

  /** Whether an input is an item of the state. */
  boolean isState(int index) {
    return items[index] != null;
  }

  /** Whether an input of the bar is text or a list. */
  boolean isText(BarRow row, int index) {
    return slots[index] >= 0 && row.isText(slots[index]);
  }
}

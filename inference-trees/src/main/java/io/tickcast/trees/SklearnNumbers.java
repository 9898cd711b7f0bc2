package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Numbers and names out of a pickle, checked. */
final class SklearnNumbers {
  private SklearnNumbers() {}

  /** The numbers of an array, which are all finite, and not narrower than 64 bits. */
  static double[] finite(PickleView view) {
    NdArray array = view.asArray();
    if (array.type().kind() == NumpyType.Kind.FLOAT && array.type().size() != Double.BYTES) {
      throw view.unsupported("numbers of 64 bits"); // The library would compute in their width.
    }
    return checked(view);
  }

  private static double[] checked(PickleView view) {
    double[] values = view.asDoubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw Faults.malformed("finite numbers", values[i] + "", view.path() + "[" + i + "]");
      }
    }
    return values;
  }

  /** The finite numbers of an array of one axis. */
  static double[] finite(PickleView view, int length) {
    checkLength(view, length);
    return finite(view);
  }

  /** The same for a caller who minds the width. */
  static double[] finiteOfAnyWidth(PickleView view, int length) {
    checkLength(view, length);
    return checked(view);
  }

  private static void checkLength(PickleView view, int length) {
    if (view.asArray().shape().length != 1 || view.asArray().size() != length) {
      throw view.malformed("an array of " + length + " numbers");
    }
  }

  static double finiteNumber(PickleView view) {
    double value = view.asDouble();
    if (!Double.isFinite(value)) {
      throw view.malformed("a finite number");
    }
    return value;
  }

  /** The whole numbers of an array, each from one bound to below another. */
  static int[] indexes(PickleView view, int least, int below) {
    long[] values = view.asLongs();
    int[] indexes = new int[values.length];
    for (int i = 0; i < indexes.length; i++) {
      if (values[i] < least || values[i] >= below) {
        throw Faults.malformed(
            "a number from " + least + " to " + (below - 1),
            Long.toString(values[i]),
            view.path() + "[" + i + "]");
      }
      indexes[i] = (int) values[i];
    }
    return indexes;
  }

  /** Texts, or numbers and truth values as Python's {@code str} writes them. */
  static List<String> names(PickleView view, int most) {
    List<PickleView> items = view.items();
    if (items.size() > most) {
      throw Faults.limit("at most " + most + " names", items.size() + "", view.path());
    }
    List<String> names = new ArrayList<>(items.size());
    for (PickleView item : items) {
      names.add(name(item));
    }
    return names;
  }

  private static String name(PickleView item) {
    PickleNode value = item.node();
    if (value instanceof PickleNode.Int whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof PickleNode.Bool bool) {
      return bool.value() ? "True" : "False";
    }
    if (value instanceof PickleNode.Real real && isShort(real.value())) {
      return Double.toString(real.value());
    }
    if (value instanceof TextNode) {
      return item.asText();
    }
    throw item.unsupported("a text, a number or a truth value");
  }

  /** Whether Java and Python write a number in the same way, without a power of ten. */
  private static boolean isShort(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-3 && size < 1e7);
  }
}

package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.ListNode;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.TextNode;
import io.tickcast.checkpoint.TupleNode;
import java.util.ArrayList;
import java.util.List;

/** Numbers and names out of a pickle, of Python or of NumPy, checked. */
final class SklearnNumbers {
  private static final double LARGEST_EXACT = 1L << 53;

  private SklearnNumbers() {}

  static double real(PickleNode node, String where) {
    PickleNode value = scalar(node);
    if (value instanceof PickleNode.Real real) {
      return real.value();
    }
    if (value instanceof PickleNode.Int whole) {
      return exact(whole.value(), where);
    }
    throw Faults.malformed("a number", value.describe(), where);
  }

  static int count(PickleNode node, int least, int most, String where) {
    if (!(scalar(node) instanceof PickleNode.Int whole)) {
      throw Faults.malformed("a whole number", node.describe(), where);
    }
    if (whole.value() < least) {
      throw Faults.malformed("at least " + least, Long.toString(whole.value()), where);
    }
    if (whole.value() > most) {
      throw Faults.limit("at most " + most, Long.toString(whole.value()), where);
    }
    return (int) whole.value();
  }

  static boolean flag(PickleNode node, String where) {
    if (scalar(node) instanceof PickleNode.Bool bool) {
      return bool.value();
    }
    throw Faults.malformed("True or False", node.describe(), where);
  }

  /** The only element of an array without axes; anything else is as it was. */
  private static PickleNode scalar(PickleNode node) {
    boolean single =
        node instanceof NdArray array
            && array.shape().length == 0
            && array.type().kind() != NumpyType.Kind.STRUCTURE
            && array.type().kind() != NumpyType.Kind.OBJECT;
    return single ? ((NdArray) node).nodes().get(0) : node;
  }

  /** The elements of an array of numbers. */
  static double[] reals(NdArray array, String where) {
    if (!array.type().isNumeric()) {
      throw Faults.malformed("an array of numbers", array.describe(), where);
    }
    if (array.type().kind() == NumpyType.Kind.FLOAT) {
      return array.doubles();
    }
    long[] whole = longs(array, where);
    double[] values = new double[whole.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = exact(whole[i], where);
    }
    return values;
  }

  /** The elements of an array of 64-bit numbers, which are all finite. */
  static double[] finite(NdArray array, String where) {
    checkWidth(array, where);
    double[] values = reals(array, where);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw Faults.malformed("finite numbers", values[i] + "", where + "[" + i + "]");
      }
    }
    return values;
  }

  /** Narrower numbers would make the library compute in that width. */
  static void checkWidth(NdArray array, String where) {
    if (array.type().kind() == NumpyType.Kind.FLOAT && array.type().size() != Double.BYTES) {
      throw Faults.unsupported("numbers of 64 bits", array.describe(), where);
    }
  }

  /** The elements of an array of whole numbers or truth values. */
  static long[] longs(NdArray array, String where) {
    NumpyType type = array.type();
    boolean whole = type.isNumeric() && type.kind() != NumpyType.Kind.FLOAT;
    if (!whole) {
      throw Faults.malformed("an array of whole numbers", array.describe(), where);
    }
    return array.longs();
  }

  /** Whole numbers, each in a range. */
  static int[] indexes(NdArray array, int least, int below, String where) {
    long[] values = longs(array, where);
    int[] indexes = new int[values.length];
    for (int i = 0; i < indexes.length; i++) {
      if (values[i] < least || values[i] >= below) {
        throw Faults.malformed(
            "a number from " + least + " to " + (below - 1),
            Long.toString(values[i]),
            where + "[" + i + "]");
      }
      indexes[i] = (int) values[i];
    }
    return indexes;
  }

  /** Texts, or numbers and truth values as Python's {@code str} writes them. */
  static List<String> names(PickleNode node, String where) {
    List<PickleNode> items = items(node, where);
    List<String> names = new ArrayList<>(items.size());
    for (PickleNode item : items) {
      names.add(name(item, where));
    }
    return names;
  }

  private static List<PickleNode> items(PickleNode node, String where) {
    if (node instanceof NdArray array
        && array.shape().length == 1
        && array.type().kind() != NumpyType.Kind.STRUCTURE) {
      return array.nodes();
    }
    if (node instanceof ListNode list) {
      return list.items();
    }
    if (node instanceof TupleNode tuple) {
      return tuple.items();
    }
    throw Faults.malformed("a list of names", node.describe(), where);
  }

  private static String name(PickleNode item, String where) {
    PickleNode value = scalar(item);
    if (value instanceof TextNode text) {
      return text.value();
    }
    if (value instanceof PickleNode.Int whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof PickleNode.Bool bool) {
      return bool.value() ? "True" : "False";
    }
    if (value instanceof PickleNode.Real real && isShort(real.value())) {
      return Double.toString(real.value());
    }
    throw Faults.unsupported("a text, a number or a truth value", value.describe(), where);
  }

  /** Whether Java and Python write a number in the same way, without a power of ten. */
  private static boolean isShort(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-3 && size < 1e7);
  }

  private static double exact(long value, String where) {
    if (Math.abs((double) value) > LARGEST_EXACT) {
      throw unexact(value, where);
    }
    return value;
  }

  private static InferenceException unexact(long value, String where) {
    return Faults.unsupported("a number that 64 bits hold exactly", Long.toString(value), where);
  }
}

package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.NumpyType.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads the arrays that joblib puts between the opcodes of a pickle, behind a wrapper that says
 * what they are. <i>Confined.</i>
 *
 * <p>Source: joblib's {@code numpy_pickle.py}, versions 0.10 to 1.5. Since 1.2 a byte that counts
 * the padding, and the padding, stand in front of the elements.
 */
final class ArrayStream {
  private static final int MAX_PADDING = 64;
  private static final String WHAT = "a joblib array";

  private final ReadLimits limits;
  private final ReadBudget budget;
  private final SymbolGuard guard;

  ArrayStream(ReadLimits limits, ReadBudget budget, SymbolGuard guard) {
    this.limits = limits;
    this.budget = budget;
    this.guard = guard;
  }

  /** Takes the array behind its wrapper. */
  NdArray read(ObjectNode wrapper, OpcodeReader reader) {
    String where = reader.where();
    PickleNode subclass = member(wrapper, "subclass", where);
    boolean plain =
        subclass.equals(Understood.ARRAY)
            || (subclass instanceof Symbol symbol && symbol.is("numpy", "memmap"));
    if (!plain) {
      throw Faults.unsupported("an array of numpy.ndarray", subclass.describe(), where);
    }
    if (!(member(wrapper, "dtype", where) instanceof NumpyType type)) {
      throw Faults.malformed("a NumPy type", member(wrapper, "dtype", where).describe(), where);
    }
    if (!(member(wrapper, "shape", where) instanceof TupleNode axes)) {
      throw Faults.malformed("a shape", member(wrapper, "shape", where).describe(), where);
    }
    return type.kind() == Kind.OBJECT
        ? objects(axes.items(), reader)
        : elements(wrapper, type, axes.items(), reader);
  }

  private NdArray elements(
      ObjectNode wrapper, NumpyType type, List<PickleNode> axes, OpcodeReader reader) {
    String where = reader.where();
    boolean padded =
        wrapper
            .attribute("numpy_array_alignment_bytes")
            .filter(bytes -> bytes != PickleNode.None.NONE)
            .isPresent();
    if (padded) {
      int padding = reader.content().get(reader.raw(1, WHAT)) & 0xff;
      if (padding > MAX_PADDING) {
        throw Faults.malformed("at most " + MAX_PADDING + " bytes of padding", padding + "", where);
      }
      reader.raw(padding, WHAT);
    }
    ByteBuffer content = reader.content();
    int[] shape = NdArray.shape(axes, type.size(), Integer.MAX_VALUE, where);
    NdArray array = new NdArray();
    int bytes = NumpyConstruction.bytes(shape, type);
    array.fill(
        type, shape, isFortran(wrapper, where), content.slice(reader.raw(bytes, WHAT), bytes));
    return array;
  }

  private static boolean isFortran(ObjectNode wrapper, String where) {
    PickleNode order = member(wrapper, "order", where);
    String text = NumpyConstruction.shortText(order).orElse("");
    return switch (text) {
      case "C" -> false;
      case "F" -> true;
      default -> throw Faults.malformed("the order 'C' or 'F'", order.describe(), where);
    };
  }

  /** An array of objects is a pickle of its own, with nothing between its opcodes. */
  private NdArray objects(List<PickleNode> axes, OpcodeReader reader) {
    String where = reader.where();
    reader.raw(0, WHAT);
    PickleNode root = run(PickleMachine.within(reader.content(), limits, budget, guard), reader);
    if (!(root instanceof NdArray array) || array.type().kind() != Kind.OBJECT) {
      throw Faults.malformed("an array of objects", root.describe(), where);
    }
    NdArray.shape(axes, 1, array.objects().size(), where);
    return array;
  }

  /** Where the inner pickle is cut off, the outer one is. */
  private static PickleNode run(PickleMachine inner, OpcodeReader outer) {
    try {
      return inner.run();
    } catch (InferenceException e) {
      outer.endsWith(inner.reader());
      throw e;
    }
  }

  private static PickleNode member(ObjectNode wrapper, String name, String where) {
    Optional<PickleNode> value = wrapper.attribute(name);
    return value.orElseThrow(() -> Faults.malformed("an array's " + name, "none", where));
  }
}

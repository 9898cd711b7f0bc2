package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.NumpyType.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What NumPy's own functions make of their arguments. <i>Confined.</i>
 *
 * <p>Source: NumPy's {@code array_reduce}, {@code array_setstate}, {@code arraydescr_reduce},
 * {@code arraydescr_setstate} and {@code numeric._frombuffer}, versions 1.11 to 2.4.
 */
final class NumpyConstruction {
  private static final int MAX_FIELDS = 256;
  private static final int MAX_ELEMENT = 1 << 20;

  private final OpcodeReader reader;
  private final ReadBudget budget;

  NumpyConstruction(OpcodeReader reader, ReadBudget budget) {
    this.reader = reader;
    this.budget = budget;
  }

  /** The result of a call, if it is one of these functions. */
  Optional<PickleNode> call(Symbol symbol, List<PickleNode> arguments) {
    if (symbol.equals(Understood.NEW_ARRAY)) {
      return Optional.of(newArray(arguments));
    }
    if (symbol.equals(Understood.TYPE)) {
      return Optional.of(type(arguments));
    }
    if (symbol.equals(Understood.SCALAR)) {
      return Optional.of(scalar(arguments));
    }
    if (symbol.equals(Understood.FROM_BUFFER)) {
      return Optional.of(fromBuffer(arguments));
    }
    return Optional.empty();
  }

  private NdArray newArray(List<PickleNode> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals(Understood.ARRAY)) {
      String found = arguments.isEmpty() ? "nothing" : arguments.get(0).describe();
      throw Faults.unsupported("an array of numpy.ndarray", found, reader.where());
    }
    return new NdArray();
  }

  /** {@code numpy.dtype("f8", align, copy)}. */
  private NumpyType type(List<PickleNode> arguments) {
    PickleNode first = at(arguments, 0);
    String code = shortText(first).orElseThrow(() -> unexpected("a type's code", first));
    if (!code.matches("[|<>=]?[a-zA-Z][0-9]{0,7}")) {
      throw refusedType(code);
    }
    int letter = Character.isLetter(code.charAt(0)) ? 0 : 1;
    String digits = code.substring(letter + 1);
    char sign = letter == 0 ? '|' : code.charAt(0);
    NumpyType type =
        type(code, code.charAt(letter), digits.isEmpty() ? -1 : Integer.parseInt(digits));
    type.complete(order(sign), type.size(), List.of());
    return type;
  }

  private NumpyType type(String code, char letter, int stated) {
    Kind kind = Kind.of(letter).orElseThrow(() -> refusedType(code));
    int size = stated;
    boolean known =
        switch (kind) {
          case BOOL -> size == 1;
          case INT, UINT -> size == 1 || size == 2 || size == 4 || size == 8;
          case FLOAT -> size == 2 || size == 4 || size == 8;
          case TEXT, BYTES, STRUCTURE, OBJECT -> true;
        };
    if (!known) {
      throw refusedType(code);
    }
    return switch (kind) {
      case OBJECT -> new NumpyType(kind, 8);
      case TEXT -> new NumpyType(kind, checkedSize(4L * Math.max(size, 0)));
      case BYTES, STRUCTURE -> new NumpyType(kind, checkedSize(Math.max(size, 0)));
      case BOOL, INT, UINT, FLOAT -> new NumpyType(kind, size);
    };
  }

  private int checkedSize(long size) {
    if (size < 0 || size > MAX_ELEMENT) {
      throw Faults.limit(
          "an element of at most " + MAX_ELEMENT + " bytes", size + "", reader.where());
    }
    return (int) size;
  }

  /**
   * The state of a type: version, byte order, sub-array, names, fields, size, alignment, flags, and
   * in newer versions metadata.
   */
  void complete(NumpyType type, PickleNode state) {
    List<PickleNode> parts = tuple(state);
    if (parts.size() < 8 || parts.size() > 9) {
      throw Faults.malformed("the 8 or 9 parts of a type", parts.size() + "", reader.where());
    }
    String sign = shortText(parts.get(1)).orElse("");
    if (sign.length() != 1) {
      throw unexpected("a byte order", parts.get(1));
    }
    if (parts.get(2) != PickleNode.None.NONE) {
      throw refusedType("arrays as elements");
    }
    long stated = whole(parts.get(5));
    int size = stated < 0 ? type.size() : checkedSize(stated);
    boolean sized =
        type.kind() == Kind.TEXT || type.kind() == Kind.BYTES || type.kind() == Kind.STRUCTURE;
    if (size != type.size() && !sized) {
      throw Faults.malformed("elements of " + type.size() + " bytes", size + "", reader.where());
    }
    if (type.kind() == Kind.TEXT && size % 4 != 0) {
      throw Faults.malformed("4 bytes for each character", size + " bytes", reader.where());
    }
    type.complete(order(sign.charAt(0)), size, fields(type, parts, size));
  }

  private List<NumpyType.Field> fields(NumpyType type, List<PickleNode> parts, int size) {
    if (type.kind() != Kind.STRUCTURE) {
      return List.of();
    }
    if (!(parts.get(4) instanceof DictNode byName)) {
      throw refusedType("raw bytes");
    }
    List<PickleNode> names = tuple(parts.get(3));
    if (names.size() > MAX_FIELDS) {
      throw Faults.limit("at most " + MAX_FIELDS + " fields", names.size() + "", reader.where());
    }
    budget.objects(names.size(), reader);
    List<NumpyType.Field> fields = new ArrayList<>(names.size());
    for (PickleNode node : names) {
      String name = shortText(node).orElseThrow(() -> unexpected("a field's name", node));
      PickleNode found = byName.get(name).orElseThrow(() -> unexpected("a field", byName));
      fields.add(field(name, tuple(found), size));
    }
    checkApart(fields);
    return fields;
  }

  /** NumPy takes fields that share bytes; no library writes them, and a number read there lies. */
  private void checkApart(List<NumpyType.Field> fields) {
    List<NumpyType.Field> ordered = new ArrayList<>(fields);
    ordered.sort(Comparator.comparingInt(NumpyType.Field::offset));
    int end = 0;
    for (NumpyType.Field field : ordered) {
      if (field.offset() < end) {
        throw Faults.malformed(
            "the field " + Faults.quoted(field.name()) + " from byte " + end + " on",
            "it at byte " + field.offset(),
            reader.where());
      }
      end = field.offset() + field.type().size();
    }
  }

  private NumpyType.Field field(String name, List<PickleNode> typeAndOffset, int size) {
    if (!(at(typeAndOffset, 0) instanceof NumpyType type) || !isLeaf(type)) {
      throw unexpected("a field of a plain type", at(typeAndOffset, 0));
    }
    long offset = whole(at(typeAndOffset, 1));
    if (offset < 0 || offset > size - type.size()) {
      throw Faults.malformed(
          "the field " + Faults.quoted(name) + " within " + size + " bytes",
          "one from byte " + offset + " on",
          reader.where());
    }
    return new NumpyType.Field(name, (int) offset, type);
  }

  private static boolean isLeaf(NumpyType type) {
    return type.kind() != Kind.OBJECT && type.kind() != Kind.STRUCTURE;
  }

  /** Version (in all but the oldest files), shape, type, order, and the bytes or objects. */
  void fill(NdArray array, PickleNode state) {
    List<PickleNode> parts = tuple(state);
    int first = parts.size() - 4;
    if (first != 0 && first != 1) {
      throw Faults.malformed("the 5 parts of an array", parts.size() + "", reader.where());
    }
    if (array.isFilled()) {
      throw Faults.malformed("one state of an array", "a second one", reader.where());
    }
    List<PickleNode> axes = tuple(parts.get(first));
    if (!(parts.get(first + 1) instanceof NumpyType type)) {
      throw unexpected("a NumPy type", parts.get(first + 1));
    }
    boolean fortran = truth(parts.get(first + 2));
    PickleNode data = parts.get(first + 3);
    if (type.kind() == Kind.OBJECT) {
      objects(array, type, axes, data); // They stand in row-major order, whatever the array's is.
    } else {
      elements(array, type, axes, fortran, bytes(data));
    }
  }

  private void objects(NdArray array, NumpyType type, List<PickleNode> axes, PickleNode data) {
    if (!(data instanceof ListNode list)) {
      throw unexpected("a list of objects", data);
    }
    budget.objects(list.items().size(), reader);
    int[] shape = NdArray.shape(axes, 1, list.items().size(), reader.where());
    array.fill(type, shape, list.items());
    checkCount(array.size(), list.items().size());
  }

  private void elements(
      NdArray array, NumpyType type, List<PickleNode> axes, boolean fortran, ByteBuffer bytes) {
    int[] shape = NdArray.shape(axes, type.size(), bytes.remaining(), reader.where());
    checkCount(bytes(shape, type), bytes.remaining());
    array.fill(type, shape, fortran, bytes);
  }

  private void checkCount(int expected, int found) {
    if (expected != found) {
      throw Faults.malformed("an array of " + expected + " in all", found + "", reader.where());
    }
  }

  /** Protocol 5: {@code numpy.core.numeric._frombuffer(bytes, type, shape, order)}. */
  private NdArray fromBuffer(List<PickleNode> arguments) {
    if (!(at(arguments, 1) instanceof NumpyType type) || type.kind() == Kind.OBJECT) {
      throw unexpected("a NumPy type", at(arguments, 1));
    }
    String order = shortText(at(arguments, 3)).orElse("");
    if (!order.equals("C") && !order.equals("F")) {
      throw Faults.unsupported("the order 'C' or 'F'", at(arguments, 3).describe(), reader.where());
    }
    NdArray array = new NdArray();
    List<PickleNode> axes = tuple(at(arguments, 2));
    elements(array, type, axes, order.equals("F"), bytes(at(arguments, 0)));
    return array;
  }

  /** {@code numpy.core.multiarray.scalar(type, bytes)}: the number or text itself. */
  private PickleNode scalar(List<PickleNode> arguments) {
    if (!(at(arguments, 0) instanceof NumpyType type) || type.kind() == Kind.STRUCTURE) {
      throw unexpected("a type of values", at(arguments, 0));
    }
    if (type.kind() == Kind.OBJECT) {
      return at(arguments, 1);
    }
    ByteBuffer bytes = bytes(at(arguments, 1));
    checkCount(type.size(), bytes.remaining());
    budget.bytes(type.size(), reader);
    return ElementReader.of(type, bytes).node(0);
  }

  /** The bytes of an array of a shape that was checked. */
  static int bytes(int[] shape, NumpyType type) {
    long bytes = type.size();
    for (int axis : shape) {
      bytes = axis == 0 ? 0 : bytes * axis;
    }
    return Math.toIntExact(bytes);
  }

  /** A text of at most 256 bytes, in whatever form. */
  static Optional<String> shortText(PickleNode node) {
    if (node instanceof TextNode text && text.utf8().remaining() <= 256) {
      return Optional.of(text.value());
    }
    if (node instanceof BytesNode bytes && bytes.content().remaining() <= 256) {
      return bytes.text();
    }
    return Optional.empty();
  }

  private ByteOrder order(char sign) {
    return switch (sign) {
      case '<', '|', '=' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> throw Faults.malformed("a byte order", Faults.quoted(sign + ""), reader.where());
    };
  }

  private boolean truth(PickleNode node) {
    if (node instanceof PickleNode.Bool bool) {
      return bool.value();
    }
    return whole(node) != 0;
  }

  private long whole(PickleNode node) {
    if (!(node instanceof PickleNode.Int number)) {
      throw unexpected("a whole number", node);
    }
    return number.value();
  }

  private ByteBuffer bytes(PickleNode node) {
    if (!(node instanceof BytesNode bytes)) {
      throw unexpected("an array's bytes", node);
    }
    return bytes.content();
  }

  private List<PickleNode> tuple(PickleNode node) {
    if (!(node instanceof TupleNode tuple)) {
      throw unexpected("a tuple", node);
    }
    return tuple.items();
  }

  private PickleNode at(List<PickleNode> items, int index) {
    if (index >= items.size()) {
      throw Faults.malformed(
          "at least " + (index + 1) + " parts", items.size() + "", reader.where());
    }
    return items.get(index);
  }

  private InferenceException unexpected(String expected, PickleNode found) {
    return Faults.malformed(expected, found.describe(), reader.where());
  }

  private InferenceException refusedType(String found) {
    return Faults.unsupported(
        "a NumPy type of truth values, numbers up to 64 bits, texts, objects or fields",
        Faults.quoted(found),
        reader.where());
  }
}

package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a pickle with the path that led to it, to be read as what it is expected to be. Each
 * failed reading says the path, what was expected and what was found. <i>Immutable.</i>
 */
public final class PickleView {
  private final PickleNode node;
  private final @Nullable PickleView parent;
  private final String step;

  private PickleView(PickleNode node, @Nullable PickleView parent, String step) {
    this.node = node;
    this.parent = parent;
    this.step = step;
  }

  /** A view of a root, by a name for its path. */
  public static PickleView of(PickleNode root, String name) {
    return new PickleView(root, null, name);
  }

  /** The value. */
  public PickleNode node() {
    return node;
  }

  /** The way from the root, such as {@code root.estimators_[3].tree_}. */
  public String path() {
    List<String> steps = new ArrayList<>();
    for (PickleView at = this; at != null; at = at.parent) {
      steps.add(at.step);
    }
    StringBuilder path = new StringBuilder();
    for (int i = steps.size() - 1; i >= 0; i--) {
      path.append(steps.get(i));
    }
    return path.toString();
  }

  /** Whether this is {@code None}. */
  public boolean isNone() {
    return node == PickleNode.None.NONE;
  }

  /** The class or function of an object, or the symbol itself if this is one. */
  public Optional<Symbol> symbol() {
    if (node instanceof ObjectNode object) {
      return Optional.of(object.symbol());
    }
    return node instanceof Symbol symbol ? Optional.of(symbol) : Optional.empty();
  }

  /** Whether this is an object of a class. */
  public boolean isObject(String module, String name) {
    return node instanceof ObjectNode object && object.symbol().is(module, name);
  }

  /**
   * An attribute of an object, or the value of a text in a dict.
   *
   * @throws InferenceException (MALFORMED_MODEL) if there is none
   */
  public PickleView attribute(String name) {
    return attributeOrNone(name)
        .orElseThrow(() -> malformed("the attribute " + Faults.quoted(name)));
  }

  /** An attribute of an object, or the value of a text in a dict; empty if absent or None. */
  public Optional<PickleView> find(String name) {
    return attributeOrNone(name).filter(view -> !view.isNone());
  }

  private Optional<PickleView> attributeOrNone(String name) {
    Optional<PickleNode> found = Optional.empty();
    if (node instanceof ObjectNode object) {
      found = object.attribute(name);
    } else if (node instanceof DictNode dict) {
      found = dict.get(name);
    }
    return found.map(value -> new PickleView(value, this, "." + name));
  }

  /**
   * The items of a list, tuple, set, array of values or objects, or what was appended to an object.
   *
   * @throws InferenceException (MALFORMED_MODEL) if it is none of these
   */
  public List<PickleView> items() {
    List<PickleNode> nodes = nodes();
    List<PickleView> views = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      views.add(new PickleView(nodes.get(i), this, "[" + i + "]"));
    }
    return views;
  }

  private List<PickleNode> nodes() {
    if (node instanceof ListNode list) {
      return list.items();
    }
    if (node instanceof TupleNode tuple) {
      return tuple.items();
    }
    if (node instanceof SetNode set) {
      return set.items();
    }
    if (node instanceof ObjectNode object) {
      return object.appended();
    }
    if (node instanceof NdArray array && array.type().kind() != NumpyType.Kind.STRUCTURE) {
      return array.nodes();
    }
    throw malformed("a list");
  }

  /** The arguments of an object's making. */
  public List<PickleView> arguments() {
    if (!(node instanceof ObjectNode object)) {
      throw malformed("an object");
    }
    return new PickleView(object.arguments(), this, "(arguments)").items();
  }

  /** The last state that was put into an object. */
  public PickleView state() {
    if (!(node instanceof ObjectNode object) || object.states().isEmpty()) {
      throw malformed("an object with a state");
    }
    List<PickleNode> states = object.states();
    return new PickleView(states.get(states.size() - 1), this, "(state)");
  }

  /** The keys of a dict. */
  public List<PickleView> keys() {
    return views(dict().keys(), "(key ");
  }

  /** The values of a dict, in the order of its keys. */
  public List<PickleView> values() {
    return views(dict().values(), "(value ");
  }

  private DictNode dict() {
    if (node instanceof ObjectNode object && object.items().isPresent()) {
      return object.items().get();
    }
    if (!(node instanceof DictNode dict)) {
      throw malformed("a dict");
    }
    return dict;
  }

  private List<PickleView> views(List<PickleNode> nodes, String name) {
    List<PickleView> views = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      views.add(new PickleView(nodes.get(i), this, name + i + ")"));
    }
    return views;
  }

  /** The text; a Python 2 {@code str} of ASCII too. */
  public String asText() {
    if (node instanceof TextNode text) {
      return text.value();
    }
    if (node instanceof BytesNode bytes && bytes.text().isPresent()) {
      return bytes.text().get();
    }
    throw malformed("a text");
  }

  /** The bytes of {@code bytes}, {@code bytearray}, or the UTF-8 of a text: a view. */
  public ByteBuffer asBytes() {
    if (node instanceof BytesNode bytes) {
      return bytes.content();
    }
    if (node instanceof TextNode text) {
      return text.utf8();
    }
    throw malformed("bytes");
  }

  /** The whole number, or the one element of an array of them. */
  public long asLong() {
    PickleNode value = single();
    if (value instanceof PickleNode.Int number) {
      return number.value();
    }
    if (value instanceof PickleNode.Bool bool) {
      return bool.value() ? 1 : 0;
    }
    throw malformed("a whole number");
  }

  /** The whole number from one bound to another, both included. */
  public int asInt(int least, int most) {
    long value = asLong();
    if (value < least || value > most) {
      throw malformed("a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  /** The number, or the one element of an array of them. */
  public double asDouble() {
    PickleNode value = single();
    if (value instanceof PickleNode.Real number) {
      return number.value();
    }
    if (value instanceof PickleNode.BigInt number) {
      return number.value().doubleValue();
    }
    if (value instanceof PickleNode.Int number) {
      return number.value();
    }
    throw malformed("a number");
  }

  /** The truth value; of a number, whether it is 1, if it is 0 or 1. */
  public boolean asBool() {
    PickleNode value = single();
    if (value instanceof PickleNode.Bool bool) {
      return bool.value();
    }
    if (value instanceof PickleNode.Int number && (number.value() | 1) == 1) {
      return number.value() == 1;
    }
    throw malformed("True or False");
  }

  private PickleNode single() {
    boolean one = node instanceof NdArray array && array.size() == 1 && array.type().isNumeric();
    return one ? ((NdArray) node).nodes().get(0) : node;
  }

  /** The array. */
  public NdArray asArray() {
    if (node instanceof NdArray array) {
      return array;
    }
    throw malformed("an array");
  }

  /** The numbers of an array, in row-major order. */
  public double[] asDoubles() {
    return numbers().doubles();
  }

  /** The whole numbers of an array, in row-major order. */
  public long[] asLongs() {
    NdArray array = numbers();
    if (array.type().kind() == NumpyType.Kind.FLOAT) {
      throw malformed("an array of whole numbers");
    }
    return array.longs();
  }

  /** An array of an exact shape. */
  public NdArray asArray(int... shape) {
    NdArray array = asArray();
    if (!Arrays.equals(array.shape(), shape)) {
      throw malformed("an array of shape " + Arrays.toString(shape));
    }
    return array;
  }

  /** A field of an array of structures. */
  public PickleView field(String name) {
    NdArray array = asArray();
    if (array.type().field(name).isEmpty()) {
      throw malformed("an array with a field " + Faults.quoted(name));
    }
    return new PickleView(array.field(name), this, "['" + name + "']");
  }

  private NdArray numbers() {
    NdArray array = asArray();
    if (!array.type().isNumeric()) {
      throw malformed("an array of numbers");
    }
    return array;
  }

  /** A fault of the file at this place, to be thrown. */
  public InferenceException malformed(String expected) {
    return Faults.malformed(expected, node.describe(), path());
  }

  /** A fault for what is well formed here and can not be reproduced, to be thrown. */
  public InferenceException unsupported(String expected) {
    return Faults.unsupported(expected, node.describe(), path());
  }

  @Override
  public String toString() {
    return node.describe() + " at " + path();
  }
}

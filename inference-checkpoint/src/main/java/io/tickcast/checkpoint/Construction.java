package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.ObjectNode.How;
import io.tickcast.checkpoint.SymbolPolicy.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the opcodes make that call, create and fill objects. <i>Confined.</i> */
final class Construction {
  private final OpcodeReader reader;
  private final ReadBudget budget;
  private final SymbolGuard guard;
  private final Optional<ArrayStream> arrays;
  private final NumpyConstruction numpy;

  Construction(
      OpcodeReader reader, ReadBudget budget, SymbolGuard guard, Optional<ArrayStream> arrays) {
    this.reader = reader;
    this.budget = budget;
    this.guard = guard;
    this.arrays = arrays;
    numpy = new NumpyConstruction(reader, budget);
  }

  /** What a call would give. */
  PickleNode call(PickleNode callable, PickleNode arguments) {
    Symbol symbol = symbol(callable);
    guard.use(symbol, Use.CALL, reader);
    List<PickleNode> items = tuple(arguments).items();
    return switch (symbol.module()) {
      case "builtins", "collections", "copyreg", "_codecs" -> plain(symbol, arguments, items);
      case "numpy", "numpy.core.multiarray", "numpy.core.numeric" ->
          numpy
              .call(symbol, items)
              .orElseGet(() -> new ObjectNode(symbol, How.CALL, arguments, null));
      default -> new ObjectNode(symbol, How.CALL, arguments, null);
    };
  }

  private PickleNode plain(Symbol symbol, PickleNode arguments, List<PickleNode> items) {
    if (symbol.equals(Understood.RECONSTRUCTOR)) {
      return reconstructed(items);
    }
    if (symbol.equals(Understood.ENCODE)) {
      return encoded(items);
    }
    if (symbol.equals(Understood.BYTES) || symbol.equals(Understood.BYTEARRAY)) {
      return bytes(items);
    }
    if (symbol.equals(Understood.SET) || symbol.equals(Understood.FROZENSET)) {
      return new SetNode(itemsOfOne(items), symbol.equals(Understood.FROZENSET));
    }
    if (symbol.equals(Understood.ORDERED_DICT)) {
      return ordered(items);
    }
    if (symbol.equals(Understood.DEFAULT_DICT)) {
      return new DictNode();
    }
    return new ObjectNode(symbol, How.CALL, arguments, null);
  }

  /** What a class's {@code __new__} would give. */
  PickleNode make(PickleNode type, PickleNode arguments, Optional<PickleNode> keywords) {
    Symbol symbol = symbol(type);
    guard.use(symbol, Use.NEW, reader);
    tuple(arguments);
    if (keywords.isEmpty()) {
      return new ObjectNode(symbol, How.NEW, arguments, null);
    }
    if (!(keywords.get() instanceof DictNode dict)) {
      throw unexpected("a dict of arguments", keywords.get());
    }
    return new ObjectNode(symbol, How.NEW, arguments, dict);
  }

  /** Puts a state into an object; what then stands in its place. */
  PickleNode build(PickleNode target, PickleNode state) {
    if (target instanceof NdArray array) {
      numpy.fill(array, state);
      return array;
    }
    if (target instanceof NumpyType type) {
      numpy.complete(type, state);
      return type;
    }
    if (target instanceof DictNode dict && state instanceof DictNode) {
      // Attributes of an OrderedDict, such as the versions that PyTorch leaves at a state_dict.
      guard.use(Understood.ORDERED_DICT, Use.STATE, reader);
      return dict;
    }
    if (!(target instanceof ObjectNode object)) {
      throw unexpected("an object to fill", target);
    }
    guard.use(object.symbol(), Use.STATE, reader);
    object.state(state);
    if (!object.symbol().equals(Understood.WRAPPED_ARRAY)) {
      return object;
    }
    return arrays
        .orElseThrow(() -> unexpected("an array within its own pickle", object))
        .read(object, reader);
  }

  /** Protocols 0 and 1: {@code copyreg._reconstructor(class, base, state of the base)}. */
  private PickleNode reconstructed(List<PickleNode> items) {
    checkCount(items, 3, 3);
    Symbol type = symbol(items.get(0));
    symbol(items.get(1));
    guard.use(type, Use.NEW, reader);
    List<PickleNode> arguments =
        items.get(2) == PickleNode.None.NONE ? List.of() : List.of(items.get(2));
    return new ObjectNode(type, How.NEW, new TupleNode(arguments), null);
  }

  /** Protocols 0 to 2: bytes as a text of Latin-1. */
  private BytesNode encoded(List<PickleNode> items) {
    checkCount(items, 2, 2);
    if (!(items.get(0) instanceof TextNode text) || !isLatin1(items.get(1))) {
      throw unexpected("a text and 'latin1'", items.get(1));
    }
    budget.bytes(text.utf8().remaining(), reader);
    String value = text.value();
    byte[] bytes = new byte[value.length()];
    for (int i = 0; i < bytes.length; i++) {
      if (value.charAt(i) > 0xff) {
        throw Faults.malformed("a text of Latin-1", "other characters", reader.where());
      }
      bytes[i] = (byte) value.charAt(i);
    }
    return BytesNode.of(bytes, false);
  }

  private static boolean isLatin1(PickleNode charset) {
    String name = NumpyConstruction.shortText(charset).orElse("");
    return name.equals("latin1") || name.equals("latin-1");
  }

  private BytesNode bytes(List<PickleNode> items) {
    checkCount(items, 0, 2);
    if (items.isEmpty()) {
      return BytesNode.of(new byte[0], false);
    }
    if (items.size() == 2) {
      return encoded(items);
    }
    if (!(items.get(0) instanceof BytesNode given)) {
      throw unexpected("bytes", items.get(0));
    }
    ByteBuffer content = given.content();
    return new BytesNode(content, 0, content.remaining(), false);
  }

  private List<PickleNode> itemsOfOne(List<PickleNode> items) {
    checkCount(items, 0, 1);
    if (items.isEmpty()) {
      return List.of();
    }
    List<PickleNode> copied = sequence(items.get(0));
    budget.objects(copied.size(), reader);
    return copied;
  }

  /** Python 2 gives the items as a list of pairs. */
  private DictNode ordered(List<PickleNode> items) {
    DictNode dict = new DictNode();
    List<PickleNode> flat = new ArrayList<>();
    for (PickleNode pair : itemsOfOne(items)) {
      List<PickleNode> both = sequence(pair);
      if (both.size() != 2) {
        throw unexpected("a pair of key and value", pair);
      }
      flat.addAll(both);
    }
    dict.putAll(flat);
    return dict;
  }

  private List<PickleNode> sequence(PickleNode node) {
    if (node instanceof ListNode list) {
      return list.items();
    }
    return tuple(node).items();
  }

  private Symbol symbol(PickleNode node) {
    if (!(node instanceof Symbol symbol)) {
      throw unexpected("a symbol to call", node);
    }
    return symbol;
  }

  private TupleNode tuple(PickleNode node) {
    if (!(node instanceof TupleNode tuple)) {
      throw unexpected("a tuple", node);
    }
    return tuple;
  }

  private void checkCount(List<PickleNode> items, int least, int most) {
    if (items.size() < least || items.size() > most) {
      String expected = least == most ? "" + least : "from " + least + " to " + most;
      throw Faults.malformed(expected + " arguments", items.size() + "", reader.where());
    }
  }

  private InferenceException unexpected(String expected, PickleNode found) {
    return Faults.malformed(expected, found.describe(), reader.where());
  }
}

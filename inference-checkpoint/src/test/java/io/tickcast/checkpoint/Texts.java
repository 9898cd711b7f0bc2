package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes values as {@code tools/pickle-goldens/values.py} does. */
final class Texts {
  private Texts() {}

  static String of(PickleNode node) {
    if (node instanceof PickleNode.Bool bool) {
      return bool.value() ? "T" : "F";
    }
    if (node instanceof PickleNode.Int number) {
      return "i" + number.value();
    }
    if (node instanceof PickleNode.BigInt number) {
      return "i" + number.value();
    }
    if (node instanceof PickleNode.Real number) {
      return "f" + HexFormat.of().toHexDigits(Double.doubleToLongBits(number.value()));
    }
    if (node instanceof TextNode text) {
      return "s" + hex(text.utf8());
    }
    if (node instanceof BytesNode bytes) {
      return (bytes.isString() ? "S" : "b") + hex(bytes.content());
    }
    if (node instanceof Symbol symbol) {
      return "c" + symbol;
    }
    return node == PickleNode.None.NONE ? "N" : container(node);
  }

  private static String container(PickleNode node) {
    if (node instanceof ListNode list) {
      return "[" + joined(list.items()) + "]";
    }
    if (node instanceof TupleNode tuple) {
      return "(" + joined(tuple.items()) + ")";
    }
    if (node instanceof SetNode set) {
      return "<" + set.items().stream().map(Texts::of).sorted().collect(commas()) + ">";
    }
    if (node instanceof DictNode dict) {
      return dict(dict);
    }
    if (node instanceof NdArray array) {
      return array(array);
    }
    return object((ObjectNode) node);
  }

  private static String dict(DictNode dict) {
    return IntStream.range(0, dict.keys().size())
        .mapToObj(i -> of(dict.keys().get(i)) + ":" + of(dict.values().get(i)) + ",")
        .collect(Collectors.joining("", "{", "}"));
  }

  private static String object(ObjectNode object) {
    String text = "o" + object.symbol() + " " + object.how() + of(object.arguments());
    text += object.keywords().map(Texts::of).orElse("");
    text += object.states().stream().map(Texts::of).collect(Collectors.joining());
    return object.appended().isEmpty() ? text : text + "+[" + joined(object.appended()) + "]";
  }

  private static String array(NdArray array) {
    if (array.type().kind() == NumpyType.Kind.STRUCTURE) {
      return array.type().fields().stream()
          .map(field -> field.name() + ":" + of(array.field(field.name())) + ",")
          .collect(Collectors.joining("", "a{", "}"));
    }
    String shape = Arrays.toString(array.shape()).replace(" ", "");
    return "a" + array.type() + shape + "[" + joined(array.nodes()) + "]";
  }

  private static String joined(List<PickleNode> nodes) {
    return nodes.stream().map(Texts::of).collect(commas());
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(",");
  }

  static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

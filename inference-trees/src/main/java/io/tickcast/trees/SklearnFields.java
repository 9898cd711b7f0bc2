package io.tickcast.trees;

import io.tickcast.checkpoint.DictNode;
import io.tickcast.checkpoint.ListNode;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.ObjectNode;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.TextNode;
import io.tickcast.checkpoint.TupleNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of an object in a pickle, each with its place for messages. <i>Immutable.</i>
 *
 * @param object the object
 * @param where its place, such as {@code estimators_[3]}; empty for the root
 */
record SklearnFields(ObjectNode object, String where) {
  private static final String VERSION = "_sklearn_version";

  /** The name of the class, without its module. */
  String type() {
    return object.symbol().name();
  }

  /** The place of an attribute. */
  String at(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  /** An attribute that is there and is not None. */
  Optional<PickleNode> find(String name) {
    return object.attribute(name).filter(node -> node != PickleNode.None.NONE);
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  PickleNode get(String name) {
    return find(name)
        .orElseThrow(() -> Faults.malformed("a value", "none in " + type(), at(name)));
  }

  /** The version of the library that wrote the object. */
  SklearnVersion version() {
    return SklearnVersion.of(text(VERSION), at(VERSION));
  }

  String text(String name) {
    PickleNode node = get(name);
    return text(node).orElseThrow(() -> Faults.malformed("a text", node.describe(), at(name)));
  }

  Optional<String> findText(String name) {
    return find(name).map(node -> text(name));
  }

  static Optional<String> text(PickleNode node) {
    if (node instanceof TextNode text) {
      return Optional.of(text.value());
    }
    if (node instanceof NdArray array && array.size() == 1 && array.shape().length == 0) {
      PickleNode only = array.nodes().get(0);
      return only instanceof NdArray ? Optional.empty() : text(only);
    }
    return Optional.empty();
  }

  double real(String name) {
    return SklearnNumbers.real(get(name), at(name));
  }

  int count(String name, int least, int most) {
    return SklearnNumbers.count(get(name), least, most, at(name));
  }

  boolean flag(String name, boolean absent) {
    Optional<PickleNode> node = find(name);
    return node.isEmpty() ? absent : SklearnNumbers.flag(node.get(), at(name));
  }

  NdArray array(String name) {
    PickleNode node = get(name);
    if (node instanceof NdArray array) {
      return array;
    }
    throw Faults.malformed("an array", node.describe(), at(name));
  }

  /** An array of one axis and of finite numbers. */
  double[] finite(String name) {
    return SklearnNumbers.finite(array(name), at(name));
  }

  SklearnFields object(String name) {
    return object(get(name), at(name));
  }

  static SklearnFields object(PickleNode node, String where) {
    if (node instanceof ObjectNode object) {
      return new SklearnFields(object, where);
    }
    throw Faults.malformed("an object", node.describe(), where);
  }

  /** The items of a list, a tuple, or an array of objects. */
  List<PickleNode> items(String name) {
    return items(get(name), at(name));
  }

  static List<PickleNode> items(PickleNode node, String where) {
    if (node instanceof ListNode list) {
      return list.items();
    }
    if (node instanceof TupleNode tuple) {
      return tuple.items();
    }
    if (node instanceof NdArray array && array.type().kind() == NumpyType.Kind.OBJECT) {
      return array.objects();
    }
    throw Faults.malformed("a list", node.describe(), where);
  }

  /** The objects of a list. */
  List<SklearnFields> objects(String name) {
    List<PickleNode> items = items(name);
    List<SklearnFields> objects = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      objects.add(object(items.get(i), at(name) + "[" + i + "]"));
    }
    return objects;
  }

  DictNode dict(String name) {
    PickleNode node = get(name);
    if (node instanceof DictNode dict) {
      return dict;
    }
    throw Faults.malformed("a dict", node.describe(), at(name));
  }

  /** The number of inputs, under the names that it had in the course of time. */
  int features() {
    for (String name : List.of("n_features_in_", "n_features_", "_n_features")) {
      if (has(name)) {
        return count(name, 1, SklearnFormat.MAX_FEATURES);
      }
    }
    throw Faults.malformed("a value", "none in " + type(), at("n_features_in_"));
  }

  /** The names of the inputs; empty when the model was trained without. */
  List<String> featureNames() {
    Optional<PickleNode> found = find("feature_names_in_");
    if (found.isEmpty()) {
      return List.of();
    }
    List<String> names = SklearnNumbers.names(found.get(), at("feature_names_in_"));
    if (names.size() > SklearnFormat.MAX_FEATURES) {
      throw Faults.limit(
          "at most " + SklearnFormat.MAX_FEATURES + " features",
          Integer.toString(names.size()),
          at("feature_names_in_"));
    }
    return names;
  }

  /** The classes in the order of the outputs, as texts. */
  List<String> classes(String name) {
    List<String> classes = SklearnNumbers.names(get(name), at(name));
    if (classes.isEmpty() || classes.size() > SklearnFormat.MAX_CLASSES) {
      throw Faults.limit(
          "from 1 to " + SklearnFormat.MAX_CLASSES + " classes",
          Integer.toString(classes.size()),
          at(name));
    }
    if (classes.contains("") || classes.stream().distinct().count() != classes.size()) {
      throw Faults.malformed("names of classes that differ", "others", at(name));
    }
    return classes;
  }
}

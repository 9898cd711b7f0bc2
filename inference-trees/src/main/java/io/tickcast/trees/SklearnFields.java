package io.tickcast.trees;

import io.tickcast.checkpoint.ObjectNode;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of an object of scikit-learn. <i>Immutable.</i>
 *
 * @param view the object
 */
record SklearnFields(PickleView view) {
  private static final List<String> FEATURES =
      List.of("n_features_in_", "n_features_", "_n_features");

  /** Takes a value for an object. */
  static SklearnFields of(PickleView view) {
    if (!(view.node() instanceof ObjectNode)) {
      throw view.malformed("an object");
    }
    return new SklearnFields(view);
  }

  /** The name of the class, without its module. */
  String type() {
    return view.symbol().orElseThrow().name();
  }

  String where() {
    return view.path();
  }

  /** An attribute that is there and is not None. */
  Optional<PickleView> find(String name) {
    return view.find(name);
  }

  boolean has(String name) {
    return view.find(name).isPresent();
  }

  /** An attribute that has to be there and not to be None. */
  PickleView get(String name) {
    return view.find(name).orElseThrow(() -> view.malformed("a value of '" + name + "' in it"));
  }

  SklearnFields object(String name) {
    return of(get(name));
  }

  /** The objects of a list. */
  List<SklearnFields> objects(String name) {
    List<SklearnFields> objects = new ArrayList<>();
    for (PickleView item : get(name).items()) {
      objects.add(of(item));
    }
    return objects;
  }

  /** A setting that is text, or something else when it is absent. */
  String text(String name, String absent) {
    return find(name).map(PickleView::asText).orElse(absent);
  }

  /** A setting that is True or False, or something else when it is absent. */
  boolean flag(String name, boolean absent) {
    return find(name).map(PickleView::asBool).orElse(absent);
  }

  /** The version of the library that wrote the object. */
  SklearnVersion version() {
    PickleView version = get("_sklearn_version");
    return SklearnVersion.of(version.asText(), version.path());
  }

  /** The number of inputs, under the names that it had in the course of time. */
  int features() {
    return findFeatures().orElseThrow(() -> view.malformed("a value of 'n_features_in_' in it"));
  }

  Optional<Integer> findFeatures() {
    return FEATURES.stream()
        .flatMap(name -> find(name).stream())
        .findFirst()
        .map(count -> count.asInt(1, SklearnFormat.MAX_FEATURES));
  }

  /** The names of the inputs; empty when the model was trained without. */
  List<String> featureNames() {
    Optional<PickleView> found = find("feature_names_in_");
    return found.isEmpty()
        ? List.of()
        : SklearnNumbers.names(found.get(), SklearnFormat.MAX_FEATURES);
  }

  /** The classes of a classifier, which has to have some; none of anything else. */
  List<String> classesOfClassifier() {
    return type().endsWith("Classifier") ? classes("classes_") : List.of();
  }

  /** The classes in the order of the outputs, as texts. */
  List<String> classes(String name) {
    PickleView found = get(name);
    List<String> classes = SklearnNumbers.names(found, SklearnFormat.MAX_CLASSES);
    boolean distinct = classes.stream().distinct().count() == classes.size();
    if (classes.isEmpty() || classes.contains("") || !distinct) {
      throw found.malformed("names of classes that differ");
    }
    return classes;
  }
}

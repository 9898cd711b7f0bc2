package io.tickcast.benchmarks.trees;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The libraries that are compared. */
enum Kind {
  TICKCAST(""),
  XGBOOST4J("3.0.4"),
  ONNXRUNTIME("1.29.0"),
  H2O("0.3.20"),
  LIGHTGBM("4.3.0"),
  CATBOOST("1.2.7");

  private final String version;

  Kind(String version) {
    this.version = version;
  }

  static Kind of(String code) {
    return Stream.of(values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected engine="
                        + Stream.of(values()).map(Kind::code).collect(Collectors.joining("|"))
                        + ", found "
                        + code));
  }

  /** As benchmarks have it for a parameter. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return version.isEmpty() ? code() : code() + " " + version;
  }

  /**
   * Loads a model.
   *
   * @param file from {@link Subject#file}
   * @param rows what it will predict
   * @throws RuntimeException when the library does not take it
   * @throws LinkageError when the library does not run here
   */
  Engine open(byte[] file, float[][] rows, int classes) {
    return switch (this) {
      case TICKCAST -> new TickcastEngine(file, rows);
      case XGBOOST4J -> new Xgboost4jEngine(file, rows);
      case ONNXRUNTIME -> new OnnxEngine(file, rows, classes);
      case H2O -> new H2oEngine(file, rows);
      case LIGHTGBM -> new LightgbmEngine(file, rows, classes);
      case CATBOOST -> new CatboostEngine(file, rows, classes);
    };
  }
}

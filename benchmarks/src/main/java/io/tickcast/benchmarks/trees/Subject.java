package io.tickcast.benchmarks.trees;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of the benchmarks: two trained ones, and others of other sizes that are made. */
enum Subject {
  XGBOOST_100X4("xgboost-100x4", Format.XGBOOST, 2, 100, 4),
  XGBOOST_300X6("xgboost-300x6", Format.XGBOOST, 3, 300, 6),
  XGBOOST_900X6("xgboost-900x6", Format.XGBOOST, 3, 900, 6),
  XGBOOST_1000X8("xgboost-1000x8", Format.XGBOOST, 2, 1_000, 8),
  FOREST_300X12("forest-300x12", Format.XGBOOST, 3, 300, 12),
  /** 63 leaves. */
  LIGHTGBM_300X63("lightgbm-300x63", Format.LIGHTGBM, 3, 300, 63),
  CATBOOST_300X6("catboost-300x6", Format.CATBOOST, 1, 300, 6),
  CATBOOST_300X6X3("catboost-300x6x3", Format.CATBOOST, 3, 300, 6);

  private static final long SEED = 42;
  private static final float XGBOOST_INTERCEPT = 0.5f;

  private enum Format {
    XGBOOST(Kind.TICKCAST, Kind.XGBOOST4J, Kind.ONNXRUNTIME, Kind.H2O),
    LIGHTGBM(Kind.TICKCAST, Kind.LIGHTGBM, Kind.ONNXRUNTIME),
    CATBOOST(Kind.TICKCAST, Kind.CATBOOST);

    final List<Kind> engines;

    Format(Kind... engines) {
      this.engines = List.of(engines);
    }
  }

  private final String code;
  private final Format format;
  private final int classes;
  private final int trees;
  private final int size;

  Subject(String code, Format format, int classes, int trees, int size) {
    this.code = code;
    this.format = format;
    this.classes = classes;
    this.trees = trees;
    this.size = size;
  }

  static Subject of(String code) {
    return Stream.of(values())
        .filter(subject -> subject.code.equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected model="
                        + Stream.of(values()).map(Subject::code).collect(Collectors.joining("|"))
                        + ", found "
                        + code));
  }

  /** As benchmarks have it for a parameter. */
  String code() {
    return code;
  }

  /** The values of a leaf of CatBoost, else the margins. */
  int classes() {
    return classes;
  }

  /** The libraries that read such a model, this project's first. */
  List<Kind> engines() {
    return format.engines;
  }

  /**
   * Writes the model in the format of a library.
   *
   * @param rows all of them, which trees are grown on
   */
  byte[] file(Kind kind, float[][] rows) {
    if (format == Format.CATBOOST) {
      return new CatboostJson(rows, trees, size, classes, SEED).json();
    }
    Ensemble ensemble = ensemble(rows);
    return switch (kind) {
      case ONNXRUNTIME ->
          OnnxModel.write(ensemble, format == Format.XGBOOST ? XGBOOST_INTERCEPT : 0);
      case H2O -> XgboostBinary.write(ensemble);
      default ->
          format == Format.XGBOOST ? XgboostUbj.write(ensemble) : LightgbmText.write(ensemble);
    };
  }

  private Ensemble ensemble(float[][] rows) {
    return switch (this) {
      case XGBOOST_300X6 -> Ensemble.trained("xgboost_300x6.json.gz");
      case LIGHTGBM_300X63 -> Ensemble.trained("lightgbm_300x63.json.gz");
      default -> GrownTrees.grow(rows, classes, trees, size, SEED);
    };
  }
}

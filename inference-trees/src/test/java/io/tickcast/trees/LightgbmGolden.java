package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Models of LightGBM with what it made of rows; see {@code tools/lightgbm-goldens}. */
final class LightgbmGolden {
  private static final String LIBRARY = "lightgbm";

  private LightgbmGolden() {}

  /** The file names, without their endings, of all cases of all versions. */
  static List<String> stems() {
    return Golden.stems(LIBRARY);
  }

  static Golden of(String stem) {
    byte[] text = Golden.bytes(LIBRARY, stem + ".csv");
    return Golden.parsed(stem, new String(text, StandardCharsets.UTF_8));
  }

  static ModelArtifact model(String stem) {
    return ModelArtifact.of(stem + ".txt", Golden.bytes(LIBRARY, stem + ".txt"));
  }

  static String text(String stem) {
    return new String(Golden.bytes(LIBRARY, stem + ".txt"), StandardCharsets.UTF_8);
  }

  static LightgbmFile read(String text) {
    return LightgbmFile.read(ModelArtifact.of("model.txt", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The rows with the library's predictions and the agreement that is asked for. */
  static GoldenRows rows(Golden golden) {
    return new GoldenRows(lists(golden.inputs()), lists(golden.outputs()), 1e-10, 1e-9);
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}

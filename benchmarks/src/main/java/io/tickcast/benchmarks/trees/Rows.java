package io.tickcast.benchmarks.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.benchmarks.DemoData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The features of the demo's recorded bars, shuffled, always the same way. Values are of 32 bits:
 * libraries that narrow and libraries that do not then see the same numbers.
 */
final class Rows {
  private static final int RECORDED = 6_262;
  private static final long SEED = 42;

  private Rows() {}

  /** All of them. */
  static float[][] all() {
    ObjectMapper mapper = new ObjectMapper();
    List<float[]> rows =
        Stream.of(DemoData.messages(RECORDED))
            .map(message -> row(mapper, message))
            .collect(Collectors.toList());
    Collections.shuffle(rows, new Random(SEED));
    return rows.toArray(float[][]::new);
  }

  private static float[] row(ObjectMapper mapper, byte[] message) {
    try {
      JsonNode features = mapper.readTree(message).get("features");
      float[] row = new float[features.size()];
      int next = 0;
      for (JsonNode value : features) {
        // Plus zero, so that there is one zero.
        row[next++] = value.isNull() ? Float.NaN : (float) value.doubleValue() + 0.0f;
      }
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.tickcast.backend.rl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.OutputKind;
import io.tickcast.tck.ModelProviderTck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

class TorchscriptTckTest {
  private abstract static class OneProgram extends ModelProviderTck {
    private final String name;
    private final OutputKind kind;

    OneProgram(String name, OutputKind kind) {
      this.name = name;
      this.kind = kind;
    }

    @Override
    protected ModelProvider provider() {
      return new TorchscriptModelProvider();
    }

    @Override
    protected ModelArtifact artifact() {
      try {
        return TorchscriptTest.artifact(name, kind);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected GoldenRows golden() {
      try {
        JsonNode document = new ObjectMapper().readTree(TorchscriptTest.bytes(name + ".json"));
        return new GoldenRows(
            rows(document.get("rows")), rows(document.get("outputs")), 2e-6, 1e-5);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<List<Double>> rows(JsonNode table) {
      List<List<Double>> rows = new ArrayList<>();
      for (JsonNode line : table) {
        List<Double> row = new ArrayList<>();
        line.forEach(value -> row.add(value.doubleValue()));
        rows.add(row);
      }
      return rows;
    }

    /** DJL makes lists and arrays of its own for each call. */
    @Override
    protected long allocationBound() {
      return 16_384;
    }
  }

  @Nested
  class Net extends OneProgram {
    Net() {
      super("net", OutputKind.TARGET_POSITION);
    }
  }

  @Nested
  class Choice extends OneProgram {
    Choice() {
      super("choice", OutputKind.ACTION);
    }
  }

  @Nested
  class Window extends OneProgram {
    Window() {
      super("window", OutputKind.CLASSES);
    }
  }
}

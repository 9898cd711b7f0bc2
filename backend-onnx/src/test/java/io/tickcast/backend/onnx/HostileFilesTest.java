package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files that must not reach native code, each refused by the name of what is wrong with it. */
class HostileFilesTest {
  private final NativeLedger ledger = new NativeLedger();

  private void assertRefused(Proto model, ErrorCode code, String... words) {
    assertRefused(model.bytes(), code, words);
  }

  private void assertRefused(byte[] model, ErrorCode code, String... words) {
    ModelArtifact artifact = ModelArtifact.of("hostile.onnx", model);
    OnnxModelProvider provider = new OnnxModelProvider(ledger, java.util.Set.of());
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> provider.load(artifact, Golden.context()).close())
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).contains(words).hasLineCount(1))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThanOrEqualTo(400));
    assertThat(ledger.open()).as("native objects").isZero();
  }

  private static Proto model(Proto... nodes) {
    return Proto.model(Proto.graph(4, nodes));
  }

  private static Proto relu() {
    return Proto.node("ReduceMean", "", "x", "y", Proto.integers("axes", 1));
  }

  @Test
  void load_plainGraph_isServed() {
    ModelArtifact artifact = ModelArtifact.of("plain.onnx", model(relu()).bytes());
    try (var model =
            new OnnxModelProvider(ledger, java.util.Set.of()).load(artifact, Golden.context());
        var predictor = model.newPredictor()) {
      double[] outputs = new double[1];
      predictor.predict(new double[] {1, 2, 3, 6}, outputs);
      assertThat(outputs).containsExactly(3);
      assertThat(ledger.open()).as("session, input, output").isEqualTo(3);
    }
    assertThat(ledger.open()).isZero();
  }

  @Test
  void load_lastOutputThatNoNodeMakes_isRefused() {
    Proto input = Proto.graph(4, relu()).message(12, Proto.value("x", 1, -1, 4));
    assertRefused(
        Proto.model(input), ErrorCode.UNSUPPORTED_MODEL, "makes the last output 'x'", "an input");
    Proto constant =
        Proto.graph(4, relu())
            .message(5, Proto.whole("c", 1, 2))
            .message(12, Proto.value("c", 7, 2));
    assertRefused(Proto.model(constant), ErrorCode.UNSUPPORTED_MODEL, "makes the last output 'c'");
  }

  @Test
  void load_mapsOfWideNumbers_areRefused() {
    Proto wide = Proto.node("Cast", "", "x", "w", Proto.integer("to", 11));
    Proto maps =
        Proto.node("ZipMap", "ai.onnx.ml", "w", "y", Proto.integers("classlabels_int64s", 0, 1));
    assertRefused(
        Proto.model(Proto.graph(2, wide, maps)), ErrorCode.MALFORMED_MODEL, "maps of 32 bits");
  }

  @Test
  void load_externalData_isRefused() {
    Proto location = new Proto().text(1, "location").text(2, "../../etc/passwd");
    Proto tensor = new Proto().number(1, 4).number(2, 1).text(8, "w").message(13, location);
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, tensor)),
        ErrorCode.UNSUPPORTED_MODEL,
        "external data");
    Proto flagged = new Proto().number(1, 4).number(2, 1).text(8, "w").number(14, 1);
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, flagged)),
        ErrorCode.UNSUPPORTED_MODEL,
        "external data");
  }

  @Test
  void load_externalDataInAnAttribute_isRefused() {
    Proto tensor = new Proto().number(1, 1).number(2, 1).number(14, 1);
    Proto value = new Proto().text(1, "value").number(20, 4).message(5, tensor);
    assertRefused(
        model(Proto.node("Constant", "", "", "c", value), relu()),
        ErrorCode.UNSUPPORTED_MODEL,
        "external data");
  }

  @Test
  void load_foreignDomain_isRefused() {
    assertRefused(
        model(Proto.node("Read", "com.example", "x", "y")),
        ErrorCode.UNSUPPORTED_MODEL,
        "domains",
        "com.example.Read");
    assertRefused(
        model(Proto.node("ATen", "org.pytorch.aten", "x", "y")),
        ErrorCode.UNSUPPORTED_MODEL,
        "org.pytorch.aten.ATen");
  }

  @Test
  void load_operatorThatIsNotListed_isRefused() {
    assertRefused(
        model(Proto.node("RandomNormalLike", "", "x", "y")),
        ErrorCode.UNSUPPORTED_MODEL,
        "RandomNormalLike");
    assertRefused(
        model(Proto.node("ImageDecoder", "", "x", "y")),
        ErrorCode.UNSUPPORTED_MODEL,
        "ImageDecoder");
  }

  @Test
  void load_controlFlow_isRefused() {
    for (String operator : new String[] {"Loop", "If", "Scan"}) {
      Proto body = new Proto().text(1, "body").number(20, 5).message(6, Proto.graph(1, relu()));
      assertRefused(
          model(Proto.node(operator, "", "x", "y", body)), ErrorCode.UNSUPPORTED_MODEL, "loops");
      assertRefused(
          model(Proto.node(operator, "", "x", "y")),
          ErrorCode.UNSUPPORTED_MODEL,
          "control flow",
          operator);
    }
  }

  @Test
  void load_functionThatCallsItself_isRefused() {
    Proto one = function("One", "Two");
    Proto two = function("Two", "One");
    Proto model = model(Proto.node("One", "local", "x", "y")).message(8, Proto.opset("local", 1));
    assertRefused(
        model.message(25, one).message(25, two),
        ErrorCode.UNSUPPORTED_MODEL,
        "local.One",
        "calls itself");
  }

  /** The smallest whole number by -1 is a trap of the processor, which ended a process. */
  @Test
  void load_wholeDivisionThatMayTrap_isRefused() {
    for (String operator : new String[] {"Div", "Mod"}) {
      for (long divisor : new long[] {-1, 0}) {
        Proto cast = Proto.node("Cast", "", "x", "a", Proto.integer("to", 7));
        Proto divided = Proto.node(operator, "", "a,d", "c");
        Proto back = Proto.node("Cast", "", "c", "e", Proto.integer("to", 1));
        Proto mean = Proto.node("ReduceMean", "", "e", "y", Proto.integers("axes", 1));
        Proto graph = Proto.graph(4, cast, divided, back, mean);
        assertRefused(
            Proto.model(graph.message(5, Proto.whole("d", divisor))),
            ErrorCode.MALFORMED_MODEL,
            "divisors",
            operator);
      }
    }
    Proto cast = Proto.node("Cast", "", "x", "a", Proto.integer("to", 7));
    assertRefused(
        model(cast, Proto.node("Div", "", "a,a", "y")), ErrorCode.UNSUPPORTED_MODEL, "constant");
  }

  @Test
  void load_valuesWithoutElements_areRefused() {
    Proto slice = Proto.node("Slice", "", "x,s,s,one", "c");
    Proto graph = Proto.graph(4, slice, relu());
    assertRefused(
        Proto.model(graph.message(5, Proto.whole("s", 1)).message(5, Proto.whole("one", 1))),
        ErrorCode.UNSUPPORTED_MODEL,
        "elements",
        "[1, 0]");
  }

  @Test
  void load_functionInTheDomainOfTheRuntime_isRefused() {
    Proto shadow =
        new Proto()
            .text(1, "ReduceMean")
            .text(4, "a")
            .text(5, "b")
            .message(7, Proto.node("Relu", "", "a", "b"))
            .text(10, "ai.onnx");
    assertRefused(
        model(relu()).message(25, shadow), ErrorCode.UNSUPPORTED_MODEL, "functions of domain");
  }

  private static Proto function(String name, String calls) {
    return new Proto()
        .text(1, name)
        .text(4, "a")
        .text(5, "b")
        .message(7, Proto.node(calls, "local", "a", "b"))
        .message(9, Proto.opset("local", 1))
        .text(10, "local");
  }

  @Test
  void load_constantBeyondBounds_isRefused() {
    Proto huge = new Proto().number(1, 1L << 40).number(2, 1).text(8, "w");
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, huge)), ErrorCode.LIMIT_EXCEEDED, "elements");
    Proto overflow = new Proto().number(1, 1L << 33).number(1, 1L << 33).number(2, 1).text(8, "w");
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, overflow)),
        ErrorCode.LIMIT_EXCEEDED,
        "elements");
    Proto negative = new Proto().number(1, -4).number(2, 1).text(8, "w");
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, negative)),
        ErrorCode.MALFORMED_MODEL,
        "dimensions");
    Proto shorter = new Proto().number(1, 4).number(2, 1).text(8, "w").blob(9, new byte[15]);
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(5, shorter)),
        ErrorCode.MALFORMED_MODEL,
        "16 bytes",
        "15");
  }

  @Test
  void load_shapesThatGrowAtRunTime_areRefused() {
    Proto made = Proto.graph(4, Proto.node("ConstantOfShape", "", "s", "c"), relu());
    assertRefused(
        Proto.model(made.message(5, Proto.whole("s", 1 << 20, 1 << 20))),
        ErrorCode.LIMIT_EXCEEDED,
        "ConstantOfShape");
    Proto tiled = Proto.graph(4, Proto.node("Tile", "", "x,t", "c"), relu());
    assertRefused(
        Proto.model(tiled.message(5, Proto.whole("t", 1, 1L << 62))),
        ErrorCode.MALFORMED_MODEL,
        "repeats");
    Proto[] nodes = new Proto[41];
    for (int i = 0; i < 40; i++) {
      String in = i == 0 ? "x" : "v" + (i - 1);
      nodes[i] = Proto.node("Concat", "", in + "," + in, "v" + i, Proto.integer("axis", 1));
    }
    nodes[40] = relu();
    assertRefused(model(nodes), ErrorCode.LIMIT_EXCEEDED, "elements", "Concat");
  }

  @Test
  void load_sizesFromInputs_areRefused() {
    Proto cast = Proto.node("Cast", "", "x", "s", Proto.integer("to", 7));
    assertRefused(
        model(cast, Proto.node("ConstantOfShape", "", "s", "c"), relu()),
        ErrorCode.UNSUPPORTED_MODEL,
        "constant",
        "ConstantOfShape");
  }

  @Test
  void load_versionsThatAreNotKnown_areRefused() {
    Proto graph = Proto.graph(4, relu());
    assertRefused(
        new Proto().number(1, 99).message(8, Proto.opset("", 17)).message(7, graph),
        ErrorCode.UNSUPPORTED_MODEL,
        "ir_version",
        "99");
    assertRefused(
        new Proto().number(1, 8).message(8, Proto.opset("", 99)).message(7, graph),
        ErrorCode.UNSUPPORTED_MODEL,
        "ai.onnx",
        "99");
    assertRefused(
        new Proto().number(1, 8).message(7, graph), ErrorCode.MALFORMED_MODEL, "version of domain");
  }

  @Test
  void load_batchOfSeveral_isRefused() {
    Proto graph =
        new Proto()
            .message(1, relu())
            .message(11, Proto.value("x", 1, 7, 4))
            .message(12, Proto.value("y", 1, 7, 1));
    assertRefused(Proto.model(graph), ErrorCode.UNSUPPORTED_MODEL, "batch", "'x'", "[7, 4]");
  }

  @Test
  void load_textsAsInput_areRefused() {
    Proto graph =
        new Proto()
            .message(1, relu())
            .message(11, Proto.value("x", 8, -1, 4))
            .message(12, Proto.value("y", 1, -1, 1));
    assertRefused(Proto.model(graph), ErrorCode.UNSUPPORTED_MODEL, "'x'", "STRING");
  }

  @Test
  void load_valueUsedBeforeItIsMade_isRefused() {
    assertRefused(
        model(Proto.node("Relu", "", "later", "y")), ErrorCode.MALFORMED_MODEL, "'later'");
    assertRefused(
        model(Proto.node("Relu", "", "x", "y"), Proto.node("Relu", "", "x", "y")),
        ErrorCode.MALFORMED_MODEL,
        "'y'",
        "again");
    assertRefused(model(Proto.node("Relu", "", "x", "z")), ErrorCode.MALFORMED_MODEL, "output 'y'");
  }

  @Test
  void load_fieldsThatAreNotKnown_areRefused() {
    assertRefused(
        model(relu()).text(99, "?"), ErrorCode.UNSUPPORTED_MODEL, "number 99 of ModelProto");
    assertRefused(
        model(relu()).message(7, Proto.graph(4, relu())),
        ErrorCode.MALFORMED_MODEL,
        "7 of ModelProto",
        "again");
    assertRefused(model(relu()).message(20, new Proto()), ErrorCode.UNSUPPORTED_MODEL, "training");
    assertRefused(
        Proto.model(Proto.graph(4, relu()).message(15, new Proto())),
        ErrorCode.UNSUPPORTED_MODEL,
        "sparse");
  }

  @Test
  void load_settingsOfTheRuntimeInMetadata_areRefused() {
    Proto entry = new Proto().text(1, "ort_config").text(2, "{\"session_options\": {}}");
    assertRefused(model(relu()).message(14, entry), ErrorCode.UNSUPPORTED_MODEL, "ort_config");
  }

  @Test
  void load_everyPrefix_isRefused() {
    byte[] whole = Golden.content("skl-forest-maps");
    for (int length = 0; length < whole.length; length += 7) {
      byte[] prefix = Arrays.copyOf(whole, length);
      OnnxModelProvider provider = new OnnxModelProvider(ledger, java.util.Set.of());
      assertThatExceptionOfType(InferenceException.class)
          .as("the first %d bytes", length)
          .isThrownBy(
              () -> provider.load(ModelArtifact.of("cut", prefix), Golden.context()).close());
    }
    assertThat(ledger.open()).isZero();
  }
}

package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are of {@code tools/agent-goldens/make_torch_files.py}. */
class TorchFileTest {
  private static final String STORAGE = "(X\u0007\0\0\0storagectorch\nFloatStorage\n";
  private static final String TENSOR = "ctorch._utils\n_rebuild_tensor_v2\n";

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = TorchFileTest.class.getResourceAsStream("torch/" + name + ".pth")) {
      return in.readAllBytes();
    }
  }

  private static TorchFile open(byte[] bytes) {
    return TorchFile.open(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS);
  }

  private static InferenceException fault(byte[] bytes) {
    InferenceException fault = catchThrowableOfType(InferenceException.class, () -> open(bytes));
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).startsWith("expected ").hasSizeLessThanOrEqualTo(400);
    return fault;
  }

  @ParameterizedTest
  @CsvSource({"torch-2.7,zip", "torch-2.7-legacy,legacy", "torch-1.5,legacy", "torch-1.13,zip"})
  void open_everyLayout_givesWhatWasSaved(String name, String layout) throws IOException {
    TorchFile file = open(resource(name));
    Map<String, TorchTensor> tensors = file.tensors();
    assertThat(file.layout()).isEqualTo(layout);
    assertThat(tensors.keySet())
        .containsExactly(
            "plain",
            "transposed",
            "part",
            "parameter",
            "double",
            "half",
            "bfloat16",
            "long",
            "byte",
            "scalar",
            "empty");
    assertThat(tensors.get("plain").shape()).containsExactly(3, 4);
    assertThat(tensors.get("plain").values())
        .containsExactly(0, .125, .25, .375, .5, .625, .75, .875, 1, 1.125, 1.25, 1.375);
    assertThat(tensors.get("transposed").values())
        .containsExactly(0, .5, 1, .125, .625, 1.125, .25, .75, 1.25, .375, .875, 1.375);
    assertThat(tensors.get("part").values()).containsExactly(.5, .75, 1, 1.25);
    assertThat(tensors.get("parameter").values()).containsExactly(0.1f, -2.5);
    assertThat(tensors.get("double").values()).containsExactly(1e-300, 3);
    assertThat(tensors.get("half").values()).containsExactly(.5, -65504, 0x1p-24);
    assertThat(tensors.get("bfloat16").values()).containsExactly(1.5, -3.00405527047391e38);
    assertThat(tensors.get("long").values()).containsExactly(1, -2);
    assertThat(tensors.get("long").isFloating()).isFalse();
    assertThat(tensors.get("byte").values()).containsExactly(200);
    assertThat(tensors.get("scalar").shape()).isEmpty();
    assertThat(tensors.get("scalar").values()).containsExactly(7.25);
    assertThat(tensors.get("empty").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch-2.7", "torch-2.7-legacy", "torch-1.5", "torch-1.13"})
  void open_stateDictOfAModule_passesOverItsVersions(String name) throws IOException {
    Map<String, TorchTensor> tensors = open(resource(name + "-linear")).tensors();
    assertThat(tensors.get("weight").values()).containsExactly(.25, .25);
    assertThat(tensors.get("bias").values()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch-2.7", "torch-1.5"})
  void open_cutOffAnywhere_isRefused(String name) throws IOException {
    byte[] file = resource(name);
    for (int length = 0; length < file.length; length++) {
      assertThat(fault(Arrays.copyOf(file, length))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch-2.7", "torch-1.5"})
  void open_bytesChangedAtRandom_neverFailsOtherwise(String name) throws IOException {
    Random random = new Random(6);
    byte[] file = resource(name);
    for (int round = 0; round < 10_000; round++) {
      byte[] copy = file.clone();
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
      try {
        open(copy).tensors().values().forEach(TorchTensor::values);
      } catch (InferenceException e) {
        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(400);
      }
    }
  }

  /** A file with a pickle of one's own and a storage of four floats. */
  private static byte[] file(String pickle) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", Hostile.latin(pickle));
    entries.put("archive/data/0", new byte[16]);
    return Zips.stored(entries);
  }

  /** A state_dict of one tensor. */
  private static byte[] file(String storage, String offset, String shape, String strides) {
    return file(
        "\u0080\u0002}X\u0001\0\0\0w"
            + TENSOR
            + "("
            + storage
            + offset
            + shape
            + strides
            + "\u0089}tRs.");
  }

  private static final String WHOLE = STORAGE + "X\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0004tQ";

  @Test
  void open_tensorByHand_isRead() {
    byte[] file = file(WHOLE, "K\1", "K\3\u0085", "K\1\u0085");
    assertThat(open(file).tensors().get("w").values()).containsExactly(0, 0, 0);
  }

  @Test
  void open_tensorBeyondItsStorage_isRefused() {
    assertThat(fault(file(WHOLE, "K\2", "K\3\u0085", "K\1\u0085")))
        .hasMessageContaining("a tensor within its storage of 4 elements");
    assertThat(fault(file(WHOLE, "K\0", "K\3\u0085", "K\2\u0085")))
        .hasMessageContaining("a tensor within its storage of 4 elements");
    assertThat(fault(file(WHOLE, "K\0", "K\2\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085")))
        .hasMessageContaining("a whole number from 0");
    assertThat(fault(file(WHOLE, "J\u00ff\u00ff\u00ff\u00ff", "K\2\u0085", "K\1\u0085")))
        .hasMessageContaining("a whole number from 0");
  }

  @Test
  void open_tensorOfOneElementManyTimes_isLimited() {
    InferenceException fault =
        fault(file(WHOLE, "K\0", "J\0\0\0\u0010J\0\0\0\u0010\u0086", "K\0K\0\u0086"));
    assertThat(fault.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void open_storageOfAnotherSize_isRefused() {
    String longer = STORAGE + "X\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0005tQ";
    assertThat(fault(file(longer, "K\0", "K\5\u0085", "K\1\u0085")))
        .hasMessageContaining("5 elements of 4 bytes, found 16 bytes");
  }

  @Test
  void open_storageOfAnotherName_isRefused() {
    String away = STORAGE + "X\u0006\0\0\0../../X\u0003\0\0\0cpuK\u0004tQ";
    assertThat(fault(file(away, "K\0", "K\1\u0085", "K\1\u0085")))
        .hasMessageContaining("the plain name of a storage");
    String absent = STORAGE + "X\u0001\0\0\0" + "7X\u0003\0\0\0cpuK\u0004tQ";
    assertThat(fault(file(absent, "K\0", "K\1\u0085", "K\1\u0085")))
        .hasMessageContaining("a zip entry 'archive/data/7'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(X\u0002\0\0\0idtR.",
        "ctorch._utils\n_rebuild_tensor\n.",
        "ctorch\nload\n.",
        "ctorch.nn.modules.linear\nLinear\n)\u0081.",
        "ctorch._utils\n_rebuild_parameter_with_state\n.",
        "cbuiltins\neval\n0}.",
      })
  void open_anythingElseThatIsNamed_isRefused(String pickle) {
    InferenceException fault = fault(file("\u0080\u0002" + pickle));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageContaining("a state_dict of PyTorch");
  }

  @Test
  void open_otherRoots_areRefused() {
    assertThat(fault(file("\u0080\u0002]."))).hasMessageContaining("a state_dict");
    assertThat(fault(file("\u0080\u0002}X\u0001\0\0\0wK\1s."))).hasMessageContaining("a tensor");
    assertThat(fault(Zips.stored(Map.of("archive/data", new byte[1]))))
        .hasMessageContaining("one data.pkl in a folder");
  }

  @Test
  void open_program_isRefused() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", Hostile.latin("}."));
    entries.put("a/constants.pkl", Hostile.latin(")."));
    assertThat(fault(Zips.stored(entries))).hasMessageContaining("a TorchScript program");
  }
}

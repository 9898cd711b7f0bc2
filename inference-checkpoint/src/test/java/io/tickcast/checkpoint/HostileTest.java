package io.tickcast.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that want to run something, or to take all the memory or time. */
class HostileTest {
  static Stream<Arguments> gadgets() {
    return Stream.of(
        Arguments.of("GLOBAL", "cos\nsystem\n(S'id'\ntR."),
        Arguments.of("GLOBAL", "cos\nsystem\n0N."),
        Arguments.of("GLOBAL", "c__builtin__\neval\nX\u0001\0\0\0a\u0085R."),
        Arguments.of("GLOBAL", "cbuiltins\ngetattr\n."),
        Arguments.of("GLOBAL", "cnumpy.core.multiarray\nfromfile\n."),
        Arguments.of("GLOBAL", "cshapes\nPlain.__init__.__globals__\n."),
        Arguments.of("GLOBAL", "c shapes\nPlain\n."),
        Arguments.of("GLOBAL", "cshapes.sub\nPlain\n."),
        Arguments.of("STACK_GLOBAL", "\u008c\u0002os\u008c\u0006system\u0093."),
        Arguments.of(
            "STACK_GLOBAL",
            "\u0080\u0004\u008c\u0002os\u0094\u008c\u0006system\u009400Nh\0h\u0001\u0093."),
        Arguments.of("INST", "(S'id'\nios\nsystem\n."),
        Arguments.of("GLOBAL", "(cos\nsystem\nS'id'\no."),
        Arguments.of("REDUCE", "cshapes\nPlain\n)R."),
        Arguments.of("INST", "(ishapes\nPlain\n."),
        Arguments.of("OBJ", "(cshapes\nPlain\no."),
        Arguments.of("NEWOBJ", "cshapes\nOld\n)\u0081."),
        Arguments.of("NEWOBJ_EX", "cshapes\nOld\n)}\u0092."),
        Arguments.of("BUILD", "ccollections\ndeque\n)R}b."),
        Arguments.of("APPEND", "cshapes\nPlain\n)\u0081Na."),
        Arguments.of("SETITEM", "cshapes\nPlain\n)\u0081NNs."),
        Arguments.of("ADDITEMS", "cshapes\nPlain\n)\u0081(N\u0090."),
        Arguments.of(
            "REDUCE", "ccopy_reg\n_reconstructor\n(cshapes\nOld\nc__builtin__\nobject\nNtR."),
        Arguments.of("REDUCE", "cbuiltins\nobject\n)R."),
        Arguments.of("NEWOBJ", "cnumpy\nndarray\n)\u0081."));
  }

  @ParameterizedTest
  @MethodSource("gadgets")
  void symbol_thatIsNotAllowed_isRefusedAtItsOpcode(String opcode, String pickle) {
    InferenceException fault = Hostile.fault(Hostile.latin(pickle));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault.getMessage()).contains("at " + opcode + " at byte ").contains("found '");
  }

  @Test
  void symbol_withCharactersThatTurnText_isEscapedInTheMessage() {
    String name = new String("ev\u202eil".getBytes(UTF_8), ISO_8859_1);
    assertThat(Hostile.fault(Hostile.latin("cos\n" + name + "\n.")))
        .hasMessageContaining("ev\\u202eil");
  }

  static Stream<Arguments> bombs() {
    return Stream.of(
        Arguments.of("open marks", "(".repeat(2000)),
        Arguments.of("a name of at most", "c" + "m".repeat(600) + "\nx\n."),
        Arguments.of("characters", "I" + "1".repeat(5000) + "\n."),
        Arguments.of("bytes, found 65535", "\u008b\u00ff\u00ff\0\0" + "x".repeat(70_000) + "."),
        Arguments.of("axes", array("(" + "K\u0001".repeat(40) + "t", "i8", "C\u0008abcdefgh")));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void bomb_eachOne_passesALimit(String limit, String pickle) {
    InferenceException fault = Hostile.fault(Hostile.latin(pickle));
    assertThat(fault.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(fault.getMessage()).contains(limit);
  }

  @Test
  void counts_ofOpcodesObjectsAndMemo_areLimited() {
    ReadLimits few = ReadLimits.DEFAULTS.withCounts(100, 10, 5);
    assertThat(Hostile.fault(Hostile.latin("]" + "2".repeat(200)), few))
        .hasMessageContaining("at most 100 opcodes");
    assertThat(Hostile.fault(Hostile.latin("N".repeat(20)), few))
        .hasMessageContaining("at most 10 objects");
    assertThat(Hostile.fault(Hostile.latin("N" + "\u0094".repeat(20)), few))
        .hasMessageContaining("a memo of at most 5");
    assertThat(Hostile.fault(Hostile.latin("Nq\u0009q\u0008q\u0007q\u0006q\u0005q\u0004"), few))
        .hasMessageContaining("a memo of at most 5");
  }

  @Test
  void copies_ofOneSharedValue_areCounted() {
    String list = "](" + "N".repeat(1000) + "ep0\n";
    String call = "cbuiltins\nset\ng0\n\u0085R";
    assertThat(Hostile.fault(Hostile.latin(list + call.repeat(100_000))))
        .hasMessageContaining("at most 2000000 objects");
    String text = "X\0\0\u0010\0" + "a".repeat(1 << 20) + "p0\n";
    String encode = "c_codecs\nencode\ng0\nX\u0006\0\0\0latin1\u0086R0";
    assertThat(
            Hostile.fault(
                Hostile.latin(text + encode.repeat(100)),
                ReadLimits.DEFAULTS.withInflatedBytes(20 << 20)))
        .hasMessageContaining("copies of at most");
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "X", "T", "\u008e", "\u008d", "\u0096", "\u008b"})
  void length_farBeyondTheFile_isRefusedBeforeMemoryIsTaken(String opcode) {
    InferenceException fault =
        Hostile.fault(Hostile.latin(opcode + "\u00ff\u00ff\u00ff\u007f\u0010\0\0\0abc."));
    assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of("an axis of at least 0", "J\u00ff\u00ff\u00ff\u00ff\u0085", "i8", "C\0"),
        Arguments.of("within 8 bytes", "J\u00ff\u00ff\u00ff\u007f\u0085", "i8", "C\u0008abcdefgh"),
        Arguments.of("within 8 bytes", axes(5), "i8", "C\u0008abcdefgh"),
        Arguments.of("within 0 bytes", "\u008a\u0006\0\0\0\0\0\u0001\u0085", "i8", "C\0"),
        Arguments.of("an array of 8 in all", "K\u0001\u0085", "i8", "C\u0009abcdefghi"),
        Arguments.of("an axis of at least 0", "N\u0085", "i8", "C\0"),
        Arguments.of("a NumPy type of", ")", "c16", "C\0"),
        Arguments.of("a NumPy type of", ")", "M8", "C\0"),
        Arguments.of("a NumPy type of", ")", "f16", "C\0"),
        Arguments.of("a NumPy type of", ")", "i3", "C\0"),
        Arguments.of("a NumPy type of", ")", "i8[us]", "C\0"),
        Arguments.of("an element of at most", ")", "U9999999", "C\0"),
        Arguments.of("a list of objects", ")", "O8", "C\0"),
        Arguments.of("an array's bytes", ")", "i8", "]"));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void array_thatDoesNotFit_isRefused(String expected, String axes, String type, String data) {
    assertThat(Hostile.fault(Hostile.latin(array(axes, type, data))))
        .hasMessageContaining(expected);
  }

  private static String axes(int count) {
    return "(" + "M\u00ff\u00ff".repeat(count) + "t";
  }

  private static String array(String axes, String type, String data) {
    return "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\0\u0085C\u0001btR(K\u0001"
        + axes
        + "cnumpy\ndtype\n(S'"
        + type
        + "'\nK\0K\u0001tR\u0089"
        + data
        + "tb.";
  }

  @Test
  void container_thatHoldsItself_isReadAndDescribed() {
    CheckpointFile file = Goldens.open(Hostile.latin("]p0\ng0\na."));
    assertThat(file.root().items().get(0).node()).isSameAs(file.root().node());
    assertThat(file.root()).hasToString("a list of 1 at root");
  }

  @Test
  void nesting_withoutMarks_needsNoRecursion() {
    CheckpointFile file = Goldens.open(Hostile.latin("N" + "\u0085".repeat(1_000_000) + "."));
    assertThat(file.root()).hasToString("a tuple of 1 at root");
    assertThat(CheckpointFile.peek(ByteBuffer.wrap(Hostile.latin("N" + "\u0085".repeat(9) + "."))))
        .isPresent();
  }

  @Test
  void joblib_withoutItsArray_isRefused() {
    byte[] good = Goldens.bytes("none-1.6.0.joblib");
    for (int length = 0; length < good.length; length += 97) {
      assertThat(Hostile.fault(Arrays.copyOf(good, length)).code())
          .isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }

  @Test
  void fields_thatShareBytes_areRefused() {
    String type = "cnumpy\ndtype\n(S'f8'\nK\0K\u0001tR";
    String fields = "}(S'a'\n" + type + "K\0\u0086S'b'\n" + type + "K\u0007\u0086u";
    String pickle =
        "cnumpy\ndtype\n(S'V16'\nK\0K\u0001tR(K\u0003S'|'\nN(S'a'\nS'b'\nt"
            + fields
            + "K\u0010K\u0001K\0tb.";
    assertThat(Hostile.fault(Hostile.latin(pickle)))
        .hasMessageContaining("the field 'b' from byte 8 on, found it at byte 7");
    assertThat(Goldens.open(Hostile.latin(pickle.replace("K\u0007", "K\u0008"))).root())
        .isNotNull();
  }
}

package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each opcode by hand, the bytes written as characters of Latin-1. */
class OpcodeTest {
  static Stream<Arguments> pickles() {
    return Stream.of(
        Arguments.of("N.", "N"),
        Arguments.of("\u0088.", "T"),
        Arguments.of("\u0089.", "F"),
        Arguments.of("I01\n.", "T"),
        Arguments.of("I00\n.", "F"),
        Arguments.of("I-12\n.", "i-12"),
        Arguments.of("I1\n.", "i1"),
        Arguments.of("L12L\n.", "i12"),
        Arguments.of("L12\n.", "i12"),
        Arguments.of("J\u00ff\u00ff\u00ff\u00ff.", "i-1"),
        Arguments.of("K\u00ff.", "i255"),
        Arguments.of("M\u0000\u0001.", "i256"),
        Arguments.of("\u008a\u0000.", "i0"),
        Arguments.of("\u008a\u0002\u0000\u0080.", "i-32768"),
        Arguments.of("\u008b\u0001\u0000\u0000\u0000\u00ff.", "i-1"),
        Arguments.of("F-1.5e3\n.", "fc097700000000000"),
        Arguments.of("Finf\n.", "f7ff0000000000000"),
        Arguments.of("G\u0040\u0000\u0000\u0000\u0000\u0000\u0000\u0000.", "f4000000000000000"),
        Arguments.of("S'a\\x00\\n\\'\\101\\q'\n.", "S61000a27415c71"),
        Arguments.of("S\"'\"\n.", "S27"),
        Arguments.of("T\u0001\u0000\u0000\u0000a.", "S61"),
        Arguments.of("U\u0001a.", "S61"),
        Arguments.of("B\u0001\u0000\u0000\u0000a.", "b61"),
        Arguments.of("C\u0001a.", "b61"),
        Arguments.of("\u008e\u0001\0\0\0\0\0\0\0a.", "b61"),
        Arguments.of("\u0096\u0001\0\0\0\0\0\0\0a.", "b61"),
        Arguments.of("V\\u20ac\u00e9\\U0001f600\n.", "se282acc3a9f09f9880"),
        Arguments.of("V\\\\n\n.", "s5c5c6e"),
        Arguments.of("X\u0001\u0000\u0000\u0000a.", "s61"),
        Arguments.of("\u008c\u0001a.", "s61"),
        Arguments.of("\u008d\u0001\0\0\0\0\0\0\0a.", "s61"),
        Arguments.of("].", "[]"),
        Arguments.of("]K\u0001a.", "[i1]"),
        Arguments.of("](K\u0001K\u0002e.", "[i1,i2]"),
        Arguments.of("(K\u0001l.", "[i1]"),
        Arguments.of(").", "()"),
        Arguments.of("(K\u0001t.", "(i1)"),
        Arguments.of("N\u0085.", "(N)"),
        Arguments.of("NK\u0001\u0086.", "(N,i1)"),
        Arguments.of("NNK\u0001\u0087.", "(N,N,i1)"),
        Arguments.of("}.", "{}"),
        Arguments.of("(K\u0001Nd.", "{i1:N,}"),
        Arguments.of("}K\u0001Ns.", "{i1:N,}"),
        Arguments.of("}(K\u0001NK\u0002Nu.", "{i1:N,i2:N,}"),
        Arguments.of("\u008f(K\u0001\u0090.", "<i1>"),
        Arguments.of("(K\u0001\u0091.", "<i1>"),
        Arguments.of("NK\u00010.", "N"),
        Arguments.of("N(0.", "N"),
        Arguments.of("N(K\u0001K\u00021.", "N"),
        Arguments.of("N2\u0086.", "(N,N)"),
        Arguments.of("]p0\n0g0\n.", "[]"),
        Arguments.of("]q\u00070h\u0007.", "[]"),
        Arguments.of("]r\u0007\0\0\u00ff0j\u0007\0\0\u00ff.", "[]"),
        Arguments.of("\u0080\u0004]\u009400h\0.", null),
        Arguments.of("\u0080\u0004]\u00940h\0.", "[]"),
        Arguments.of("\u0080\u0004\u0095\u0002\0\0\0\0\0\0\0N.", "N"),
        Arguments.of("cshapes\nPlain\n.", "cshapes.Plain"),
        Arguments.of("\u008c\u0006shapes\u008c\u0005Plain\u0093.", "cshapes.Plain"),
        Arguments.of("cshapes\nOld\n)R.", "oshapes.Old CALL()"),
        Arguments.of("(K\u0001ishapes\nOld\n.", "oshapes.Old CALL(i1)"),
        Arguments.of("(cshapes\nOld\nK\u0001o.", "oshapes.Old CALL(i1)"),
        Arguments.of("cshapes\nPlain\n)\u0081.", "oshapes.Plain NEW()"),
        Arguments.of("cshapes\nPlain\n)}\u0092.", "oshapes.Plain NEW(){}"),
        Arguments.of("cshapes\nPlain\n)\u0081}b.", "oshapes.Plain NEW(){}"));
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void opcode_eachOne_doesWhatPythonDoes(String pickle, String value) {
    byte[] bytes = Hostile.latin(pickle);
    if (value == null) {
      assertThat(Hostile.fault(bytes).getMessage()).contains("at byte ");
    } else {
      assertThat(Texts.of(Goldens.open(bytes).root().node())).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\u0082\u0001., EXT1 at byte 0",
    "\u0083\u0001\u0001., EXT2 at byte 0",
    "N\u0084\u0001\u0001\u0001\u0001., EXT4 at byte 1",
    "\u0097., NEXT_BUFFER at byte 0",
    "]\u0098., READONLY_BUFFER at byte 1",
    "Pabc\u2424., PERSID at byte 0",
    "NQ., BINPERSID at byte 1",
    "\u0080\u0006N., PROTO at byte 0",
  })
  void opcode_thatReachesOutside_isUnsupported(String pickle, String where) {
    byte[] bytes = Hostile.latin(pickle.replace('\u2424', '\n'));
    assertThat(Hostile.fault(bytes)).hasMessageEndingWith(where);
    assertThat(Hostile.fault(bytes).code().name()).isEqualTo("UNSUPPORTED_MODEL");
  }

  @ParameterizedTest
  @CsvSource({
    "N\u0080\u0004., a protocol in front of all else",
    "NN., one value in the end",
    "(N., one value in the end",
    "., one value in the end",
    "a., 1 values on the stack",
    "N(a., 1 values on the stack",
    "e., a mark",
    "N(e., a list",
    "]N(K., an opcode up to STOP",
    "]N(K, more bytes",
    "}(Nu., a key alone",
    "NNs., 1 values on the stack",
    "N)R., a symbol to call",
    "cshapes|Old|NR., a tuple",
    "N}b., an object to fill",
    "NN\u0093., a name",
    "h\u0001., a place in the memo of 0",
    "g-1|., in the memo of at least 0",
    "I1_0|., a whole number",
    "I 1|., a whole number",
    "F0x1p3|., a number",
    "F1d|., a number",
    "FNaN|., a number",
    "S'a|., a text in quotes",
    "S'|., a text in quotes",
    "S'\\xg0'|., 2 hexadecimal digits",
    "V\\u00g0|., 4 hexadecimal digits",
    "V\\ud800|., a text of whole characters",
    "X\u0001\0\0\0\u00ff., UTF-8",
    "\u00ff., an opcode of pickle",
    "N.N, nothing behind STOP",
    "(., one value in the end",
    "\u008b\u00ff\u00ff\u00ff\u00ff., a length of what is left",
    "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff., a length of what is left",
    "\u0080\u0004\u0095\u0001\0\0\0\0\0\0\0K\u0001., the frame's end behind a whole opcode",
    "\u0080\u0004\u0095\u0009\0\0\0\0\0\0\0N., the frame's end behind STOP",
    "\u0080\u0004\u0095\u0040\0\0\0\0\0\0\0\u0095\u0002\0\0\0\0\0\0\0N., one frame behind another",
  })
  void opcode_misused_isMalformed(String pickle, String expected) {
    byte[] bytes = Hostile.latin(pickle.replace('|', '\n'));
    assertThat(Hostile.fault(bytes)).hasMessageContaining(expected);
    assertThat(Hostile.fault(bytes).code().name()).isEqualTo("MALFORMED_MODEL");
  }

  @Test
  void persistentId_thatThePolicyTakes_becomesANode() {
    SymbolPolicy policy = SymbolPolicy.of("a tensor").persistentIds().build();
    CheckpointFile file =
        CheckpointFile.open(
            ByteBuffer.wrap(Hostile.latin("K\u0005Q.")), ReadLimits.DEFAULTS, policy);
    assertThat(file.root().node())
        .isInstanceOfSatisfying(
            PersistentNode.class, node -> assertThat(Texts.of(node.id())).isEqualTo("i5"));
  }
}

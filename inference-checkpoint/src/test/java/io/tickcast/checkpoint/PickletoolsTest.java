package io.tickcast.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Python's own {@code pickle} and {@code pickletools}. */
class PickletoolsTest {
  static Stream<Goldens.Pickled> pickled() {
    return Stream.of("3.13", "2.7").map(Goldens::pickled).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("pickled")
  void opcodes_ofEachPickle_areThoseOfPickletools(Goldens.Pickled golden) {
    String ops = listed(golden.bytes());
    assertThat(ops).isEqualTo(golden.ops().equals("?") ? ops : golden.ops());
    assertThat(ops).endsWith("STOP ");
  }

  @ParameterizedTest
  @MethodSource("pickled")
  void value_ofEachPickle_isWhatPythonPickled(Goldens.Pickled golden) {
    CheckpointFile file = Goldens.open(golden.bytes());
    assertThat(Texts.of(file.root().node())).isEqualTo(golden.value());
    assertThat(file.protocol()).isEqualTo(golden.protocol() < 2 ? 0 : golden.protocol());
  }

  @Test
  void prefix_ofEachShortPickle_isRefused() {
    List<byte[]> pickles =
        pickled().map(Goldens.Pickled::bytes).filter(bytes -> bytes.length < 300).toList();
    assertThat(pickles).hasSizeGreaterThan(200);
    for (byte[] bytes : pickles) {
      for (int length = 0; length < bytes.length; length++) {
        assertThat(Hostile.fault(Arrays.copyOf(bytes, length)).code())
            .isEqualTo(ErrorCode.MALFORMED_MODEL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.13", "2.7"})
  void opcodes_ofDamagedPickles_areThoseOfPickletools(String python) {
    int followed = 0;
    int stricter = 0;
    for (Goldens.Damaged damaged : Goldens.damaged(python)) {
      String ops;
      try {
        ops = listed(damaged.bytes());
      } catch (InferenceException e) {
        // What pickletools follows is refused for a reason that it does not look at.
        if (damaged.end().equals("ok")) {
          assertThat(e.getMessage())
              .containsAnyOf("frame", "UTF-8", "whole number", "a number", "in quotes");
          stricter++;
        }
        continue;
      }
      if (damaged.end().equals("ok")) {
        assertThat(crc(ops)).as(HexFormat.of().formatHex(damaged.bytes())).isEqualTo(damaged.crc());
        followed++;
      } else {
        // It takes names and Python 2 strings of ASCII only, and looks at the order of opcodes.
        assertThat(damaged.end())
            .containsAnyOf("'ascii' codec", "an escape", "protocol", "UnicodeDecodeError");
      }
    }
    assertThat(followed).isGreaterThan(400);
    assertThat(stricter).isLessThan(followed / 4);
  }

  @Test
  void goldens_ofAllPythons_useEachOpcodeThatIsTaken() {
    String all = pickled().map(Goldens.Pickled::ops).reduce("", (a, b) -> a + "|" + b);
    List<String> unused =
        Stream.of(Opcode.values())
            .map(Opcode::name)
            .filter(name -> !all.contains(" " + name + " "))
            .toList();
    // No writer makes these; OpcodeTest does.
    assertThat(unused)
        .containsExactlyInAnyOrder(
            "BINUNICODE8",
            "BINBYTES8",
            "LONG_BINGET",
            "LONG_BINPUT",
            "POP",
            "POP_MARK",
            "DUP",
            "EXT1",
            "EXT2",
            "EXT4",
            "NEXT_BUFFER",
            "READONLY_BUFFER",
            "PERSID",
            "BINPERSID");
  }

  /** The opcodes up to STOP. */
  private static String listed(byte[] bytes) {
    OpcodeReader reader =
        new OpcodeReader(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), ReadLimits.DEFAULTS);
    Literals literals = new Literals(reader, ReadLimits.DEFAULTS);
    StringJoiner list = new StringJoiner("|");
    Opcode opcode;
    do {
      opcode = reader.next();
      list.add(reader.offset() + " " + opcode + " " + operand(opcode, reader, literals));
    } while (opcode != Opcode.STOP);
    return list.toString();
  }

  private static String operand(Opcode opcode, OpcodeReader reader, Literals literals) {
    return switch (opcode) {
      case INT -> whole(literals.intLine());
      case LONG -> whole(literals.longLine());
      case LONG1, LONG4 -> whole(literals.longBytes());
      case GET, PUT -> Long.toString(literals.index());
      case FLOAT -> Texts.of(literals.floatLine()).substring(1);
      case BINFLOAT -> Texts.of(literals.floatBytes()).substring(1);
      case STRING -> Texts.hex(literals.stringLine().content());
      case UNICODE -> Texts.hex(literals.textLine().utf8());
      case BINUNICODE, SHORT_BINUNICODE, BINUNICODE8 -> Texts.hex(literals.text().utf8());
      case PERSID -> Texts.hex(TextNode.of(reader.ascii(100)).utf8());
      case GLOBAL, INST -> reader.symbol().toString();
      default ->
          switch (opcode.operand()) {
            case NONE -> "";
            case U1, U2, I4, U4 -> Long.toString(reader.number());
            case U8 -> Long.toUnsignedString(reader.number());
            default -> Texts.hex(literals.bytes(false).content());
          };
    };
  }

  private static String whole(PickleNode number) {
    if (number instanceof PickleNode.Bool bool) {
      return bool.value() ? "True" : "False";
    }
    return Texts.of(number).substring(1);
  }

  private static long crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return crc.getValue();
  }
}

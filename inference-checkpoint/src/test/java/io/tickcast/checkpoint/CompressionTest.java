package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final String FORTRAN =
      "a<f4[2,3][f0000000000000000,f3ff0000000000000,f4000000000000000,f4008000000000000,"
          + "f4010000000000000,f4014000000000000]";

  @ParameterizedTest
  @CsvSource({
    "none, none, 0.11 0.13.2 0.14.1 1.6.0",
    "zlib, zlib, 0.11 0.13.2 0.14.1 1.6.0",
    "gzip, gzip, 0.11 0.13.2 0.14.1 1.6.0",
    "bz2, bzip2, 0.11 0.13.2 0.14.1 1.6.0",
    "xz, xz, 0.11 0.14.1 1.6.0",
    "lzma, lzma, 0.11 0.14.1 1.6.0",
    "lz4, lz4, 0.14.1 1.6.0",
  })
  void file_ofEachJoblib_isRead(String codec, String label, String versions) {
    for (String version : versions.split(" ")) {
      byte[] bytes = Goldens.bytes(codec + "-" + version + ".joblib");
      CheckpointFile file = Goldens.open(bytes);
      assertThat(file.compression()).isEqualTo(label);
      PickleView root = file.root();
      assertThat(Texts.of(root.attribute("fortran").node())).isEqualTo(FORTRAN);
      assertThat(root.attribute("numbers").asDoubles()).startsWith(0, 1, 2, 3).hasSize(12);
      assertThat(root.attribute("names").items().get(0).asText()).isEqualTo("close");
      assertThat(root.attribute("fields").field("y").asDoubles()).containsExactly(2.5, 4.5);
      assertThat(root.attribute("empty").asArray().shape()).containsExactly(0, 2);
      assertThat(root.attribute("long").asLongs()).hasSize(3000).endsWith(2, 3);
      assertThat(root.attribute("after").items().get(0).asText()).isEqualTo("the arrays");
      assertThat(CheckpointFile.peek(ByteBuffer.wrap(bytes)).orElseThrow().compression())
          .isEqualTo(label);
    }
  }

  @Test
  void file_ofJoblibBefore010_isRead() {
    CheckpointFile file = Goldens.open(Goldens.bytes("zfile-0.9.4.joblib"));
    assertThat(file.root().attribute("after").items().get(1).asLong()).isEqualTo(1);
    assertThat(file.compression()).startsWith("zlib of joblib");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "gzip", "bz2", "xz", "lzma", "lz4"})
  void stream_cutOffAnywhere_isMalformed(String codec) {
    byte[] good = Goldens.bytes(codec + "-1.6.0.joblib");
    for (int length = 8; length < good.length; length += 13) {
      assertThat(Hostile.fault(Arrays.copyOf(good, length)).code())
          .isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "gzip", "bz2", "xz"})
  void stream_withAnyByteChanged_givesNoOtherArray(String codec) {
    byte[] good = Goldens.bytes(codec + "-1.6.0.joblib");
    String value = Texts.of(Goldens.open(good).root().node());
    int refused = 0;
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      try {
        assertThat(Texts.of(Goldens.open(bad).root().node())).isEqualTo(value);
      } catch (InferenceException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(good.length / 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "bz2"})
  void stream_withBytesBehind_isMalformed(String codec) {
    byte[] good = Goldens.bytes(codec + "-1.6.0.joblib");
    byte[] bad = Arrays.copyOf(good, good.length + 2000);
    assertThat(Hostile.fault(bad).code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void bomb_ofEachCodec_passesALimit() throws IOException {
    byte[] zeros = new byte[40 << 20];
    assertThat(Hostile.fault(packed(zeros, DeflaterOutputStream::new)).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(Hostile.fault(packed(zeros, GZIPOutputStream::new)).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(Hostile.fault(packed(zeros, BZip2CompressorOutputStream::new)).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(Hostile.fault(packed(zeros, out -> new XZOutputStream(out, xz(1 << 20)))).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void file_thatInflatesBeyondWhatIsKept_isInflatedAgain() throws IOException {
    byte[] pickle = new byte[(40 << 20) + 6];
    ByteBuffer.wrap(pickle).put((byte) 'B').order(ByteOrder.LITTLE_ENDIAN).putInt(40 << 20);
    for (int i = 5; i < pickle.length; i++) {
      pickle[i] = (byte) (i * 31 + i / 1009);
    }
    pickle[pickle.length - 1] = '.';
    byte[] packed = packed(pickle, DeflaterOutputStream::new);
    ByteBuffer content = Goldens.open(packed).root().asBytes();
    assertThat(content).isEqualTo(ByteBuffer.wrap(pickle, 5, 40 << 20));
  }

  @Test
  void dictionary_thatIsTooLarge_isALimit() {
    String header = "\u005d\0\0\0\u0040" + "\u00ff".repeat(8);
    assertThat(Hostile.fault(Hostile.latin(header + "\0".repeat(50))).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void compression_withinAnother_isUnsupported() throws IOException {
    byte[] inner = packed(Hostile.latin("N."), DeflaterOutputStream::new);
    InferenceException fault = Hostile.fault(packed(inner, GZIPOutputStream::new));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageContaining("a pickle inside gzip, found zlib");
  }

  private static LZMA2Options xz(int dictionary) throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(dictionary);
    return options;
  }

  private interface Codec {
    OutputStream open(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Codec codec) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packer = codec.open(out)) {
      packer.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void gzip_ofManyEmptyParts_needsNoRecursion() throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    new GZIPOutputStream(part).close();
    byte[] one = part.toByteArray();
    byte[] many = new byte[one.length * 100_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = one[i % one.length];
    }
    assertThat(Hostile.fault(many))
        .hasMessageContaining("an opcode up to STOP, found the end, at byte 0");
  }

  /** As {@code gzip FILE} and Python's {@code gzip.open} write it. */
  @Test
  void gzip_withNameCommentAndExtraField_isRead() throws IOException {
    byte[] pickle = {(byte) 0x80, 2, 'K', 7, '.'};
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(plain)) {
      gzip.write(pickle);
    }
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    byte[] bytes = plain.toByteArray();
    named.write(bytes, 0, 3);
    named.write(4 + 8 + 16); // extra field, name, comment
    named.write(bytes, 4, 6);
    named.write(new byte[] {6, 0, 'A', 'B', 2, 0, 'x', 'y'});
    named.write("model.pkl\0trained today\0".getBytes(StandardCharsets.ISO_8859_1));
    named.write(bytes, 10, bytes.length - 10);
    CheckpointFile file =
        CheckpointFile.open(
            ByteBuffer.wrap(named.toByteArray()),
            ReadLimits.DEFAULTS,
            SymbolPolicy.of("a number").build());
    assertThat(file.root().asInt(0, 9)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "gzip", "bz2", "xz", "lzma", "lz4"})
  void stream_thatIsBroken_saysWhereInWordsOfItsOwn(String codec) {
    byte[] bytes =
        Goldens.bytes(codec + "-" + (codec.equals("bz2") ? "0.14.1" : "1.6.0") + ".joblib");
    for (byte[] broken : List.of(Arrays.copyOf(bytes, bytes.length / 2), damaged(bytes))) {
      assertThat(Hostile.fault(broken))
          .hasMessageContaining("of the file")
          .hasMessageNotContaining("Exception");
    }
  }

  private static byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, bytes.length / 2, bytes.length / 2 + 40, (byte) 0xff);
    return damaged;
  }
}

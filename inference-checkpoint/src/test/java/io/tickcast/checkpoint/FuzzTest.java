package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes: a value, or one clear fault. */
class FuzzTest {
  private static final List<byte[]> GOOD =
      List.of("3.13", "2.7").stream()
          .flatMap(python -> Goldens.pickled(python).stream())
          .map(Goldens.Pickled::bytes)
          .filter(bytes -> bytes.length < 2_000)
          .toList();

  private static final List<String> FILES =
      List.of(
          "zlib-1.6.0",
          "gzip-1.6.0",
          "bz2-1.6.0",
          "xz-1.6.0",
          "lzma-1.6.0",
          "lz4-1.6.0",
          "zlib-0.11",
          "zfile-0.9.4",
          "none-1.6.0");

  @Property(tries = 5_000, seed = "1")
  void bytes_ofAnyKind_endClearly(@ForAll @Size(max = 200) byte[] bytes) {
    Hostile.survives(bytes);
    assertThat(CheckpointFile.peek(ByteBuffer.wrap(bytes))).isNotNull();
  }

  @Provide
  Arbitrary<byte[]> opcodes() {
    byte[] codes = new byte[Opcode.values().length + 4];
    int count = 0;
    for (int code = 0; code < 256; code++) {
      if (Opcode.of(code).isPresent()) {
        codes[count++] = (byte) code;
      }
    }
    codes[count++] = 1;
    codes[count++] = '\n';
    codes[count] = '1';
    return Arbitraries.of(boxed(codes)).list().ofMaxSize(120).map(FuzzTest::unboxed);
  }

  @Property(tries = 20_000, seed = "2")
  void opcodes_inAnyOrder_endClearly(@ForAll("opcodes") byte[] bytes) {
    Hostile.survives(bytes);
    assertThat(CheckpointFile.inspect(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS)).isNotNull();
  }

  @Property(tries = 20_000, seed = "3")
  void pickles_damagedAnyhow_endClearly(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = GOOD.get(random.nextInt(GOOD.size())).clone();
    damage(bytes, random);
    Hostile.survives(bytes);
    assertThat(CheckpointFile.inspect(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS)).isNotNull();
  }

  @Property(tries = 3_000, seed = "4")
  void joblibs_damagedAnyhow_endClearly(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = Goldens.bytes(FILES.get(random.nextInt(FILES.size())) + ".joblib");
    damage(bytes, random);
    Hostile.survives(bytes);
    assertThat(CheckpointFile.inspect(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS)).isNotNull();
  }

  private static void damage(byte[] bytes, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      if (random.nextBoolean()) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        int from = random.nextInt(bytes.length);
        int count = random.nextInt(Math.min(20, bytes.length - Math.max(at, from)) + 1);
        System.arraycopy(bytes, from, bytes, at, count);
      }
    }
  }

  private static Byte[] boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return boxed;
  }

  private static byte[] unboxed(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }
}

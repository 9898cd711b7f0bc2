package io.tickcast.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The files that {@code tools/pickle-goldens} made. */
final class Goldens {
  private Goldens() {}

  /** One value at one protocol, with the opcodes that pickletools lists. */
  record Pickled(String python, String name, int protocol, byte[] bytes, String value, String ops) {
    @Override
    public String toString() {
      return name + " at protocol " + protocol + " of Python " + python;
    }
  }

  /** A damaged pickle: how pickletools ends, and a CRC of the opcodes up to there. */
  record Damaged(byte[] bytes, String end, long crc) {}

  static List<Pickled> pickled(String python) {
    return lines("pickles-" + python + ".tsv.gz").stream()
        .map(line -> line.split("\t", -1))
        .map(c -> new Pickled(python, c[0], Integer.parseInt(c[1]), hex(c[2]), c[3], c[4]))
        .toList();
  }

  static List<Damaged> damaged(String python) {
    return lines("mutations-" + python + ".tsv.gz").stream()
        .map(line -> line.split("\t", -1))
        .map(c -> new Damaged(hex(c[0]), c[1], Long.parseLong(c[2])))
        .toList();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static List<String> lines(String name) {
    try (InputStream in = new GZIPInputStream(resource(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try (InputStream in = resource(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = Goldens.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("no resource " + name);
    }
    return in;
  }

  /** What the values of the goldens name beside what is always understood. */
  static SymbolPolicy policy() {
    return SymbolPolicy.of("a golden")
        .objects("shapes", "Plain", "Slots", "Keyed")
        .allow(
            "shapes",
            "Listed",
            SymbolPolicy.Use.NEW,
            SymbolPolicy.Use.STATE,
            SymbolPolicy.Use.ITEMS)
        .allow("shapes", "Old", SymbolPolicy.Use.CALL, SymbolPolicy.Use.STATE)
        .allow("collections", "deque", SymbolPolicy.Use.CALL, SymbolPolicy.Use.ITEMS)
        .build();
  }

  static CheckpointFile open(byte[] bytes) {
    return CheckpointFile.open(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS, policy());
  }
}

package io.tickcast.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds {@code "text" + number} in compiled classes: the compiler makes an invokedynamic of it,
 * which ArchUnit does not show. Read from the constant pool (JVM specification, section 4.4).
 */
final class Concatenations {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int NAME_AND_TYPE = 12;

  /** Parameters that hold a double or a float outside of the name of a class. */
  private static final Pattern FLOATING = Pattern.compile("\\((?:[^LDF)]|L[^;]*;)*[DF].*");

  private final List<String> texts = new ArrayList<>(List.of(""));
  private final List<int[]> namesAndTypes = new ArrayList<>();

  private Concatenations() {}

  /** The descriptors of the concatenations in a class that a double or a float takes part in. */
  static List<String> ofFloatingPoint(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      Concatenations pool = new Concatenations();
      pool.read(new DataInputStream(in));
      return pool.descriptors("makeConcatWithConstants").stream()
          .filter(descriptor -> FLOATING.matcher(descriptor).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> descriptors(String name) {
    return namesAndTypes.stream()
        .filter(pair -> texts.get(pair[0]).equals(name))
        .map(pair -> texts.get(pair[1]))
        .toList();
  }

  private void read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("expected a class file, found other bytes");
    }
    in.skipNBytes(4);
    int count = in.readUnsignedShort();
    while (texts.size() < count) {
      entry(in, in.readUnsignedByte());
    }
  }

  private void entry(DataInputStream in, int tag) throws IOException {
    if (tag == UTF8) {
      texts.add(in.readUTF());
      return;
    }
    texts.add("");
    switch (tag) {
      case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
      case 15 -> in.skipNBytes(3);
      case 3, 4, 9, 10, 11, 17, 18 -> in.skipNBytes(4);
      case NAME_AND_TYPE ->
          namesAndTypes.add(new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
      case LONG, DOUBLE -> {
        in.skipNBytes(8);
        texts.add(""); // these two take a second place
      }
      default -> throw new IOException("expected a constant of a known kind, found tag " + tag);
    }
  }
}

package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ZipArchiveTest {
  private static final Map<String, byte[]> ENTRIES = new LinkedHashMap<>();

  static {
    ENTRIES.put("data", Zips.text("{\"a\": 1}"));
    ENTRIES.put("policy.pth", Zips.text("weights ".repeat(50)));
  }

  private static ZipArchive open(byte[] bytes) {
    return ZipArchive.open(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS);
  }

  private static InferenceException fault(byte[] bytes) {
    InferenceException fault =
        catchThrowableOfType(
            InferenceException.class,
            () -> {
              ZipArchive archive = open(bytes);
              archive.names().forEach(archive::entry);
            });
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).startsWith("expected ").hasSizeLessThanOrEqualTo(400);
    return fault;
  }

  private static InferenceException spoiled(byte[] zip, Consumer<ByteBuffer> change) {
    byte[] copy = zip.clone();
    change.accept(Zips.little(copy));
    assertThat(copy).isNotEqualTo(zip);
    return fault(copy);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void entry_storedAndDeflatedWithDescriptor_givesTheContent() {
    for (byte[] zip : new byte[][] {Zips.stored(ENTRIES), Zips.deflated(ENTRIES)}) {
      ZipArchive archive = open(zip);
      assertThat(archive.names()).containsExactly("data", "policy.pth");
      ENTRIES.forEach((name, content) -> assertThat(bytes(archive.entry(name))).isEqualTo(content));
      assertThat(archive.has("other")).isFalse();
    }
  }

  @Test
  void entry_absent_isNamed() {
    ZipArchive archive = open(Zips.stored(ENTRIES));
    assertThat(catchThrowableOfType(InferenceException.class, () -> archive.entry("other")))
        .hasMessage("expected a zip entry 'other', found none, at the zip archive");
  }

  @Test
  void open_cutOffAnywhere_isRefused() {
    byte[] zip = Zips.stored(ENTRIES);
    for (int length = 0; length < zip.length; length++) {
      assertThat(fault(Arrays.copyOf(zip, length)).code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }

  @Test
  void open_cutOffBehindAnInnerArchive_doesNotOpenThatOne() {
    byte[] inner = Zips.stored(ENTRIES);
    byte[] outer = Zips.stored(Map.of("policy.pth", inner));
    int end = 30 + "policy.pth".length() + inner.length;
    assertThat(fault(Arrays.copyOf(outer, end)))
        .hasMessageContaining("a zip directory that ends at byte");
  }

  @Test
  void open_bytesInFrontOrBehind_isRefused() {
    byte[] zip = Zips.stored(ENTRIES);
    byte[] longer = new byte[zip.length + 4];
    System.arraycopy(zip, 0, longer, 4, zip.length);
    assertThat(fault(longer)).hasMessageContaining("a zip directory that ends at byte");
    assertThat(fault(Arrays.copyOf(zip, zip.length + 1)))
        .hasMessageContaining("ends with its directory and no comment");
  }

  @Test
  void open_nameTwice_isRefused() {
    Map<String, byte[]> twice = new LinkedHashMap<>(ENTRIES);
    twice.put("dat2", Zips.text("other"));
    byte[] zip = Zips.stored(twice);
    for (int i = 0; i + 4 <= zip.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(zip, i, i + 4), Zips.text("dat2"))) {
        zip[i + 3] = 'a';
      }
    }
    assertThat(fault(zip)).hasMessageContaining("each zip entry once").hasMessageContaining("data");
  }

  @Test
  void open_headersThatDisagree_isRefused() {
    byte[] zip = Zips.stored(ENTRIES);
    String difference = "the same in the zip directory and in front of an entry";
    assertThat(spoiled(zip, b -> b.put(30, (byte) 'D'))).hasMessageContaining(difference);
    assertThat(spoiled(zip, b -> b.putInt(14, 7))).hasMessageContaining(difference);
    assertThat(spoiled(zip, b -> b.putInt(18, 7))).hasMessageContaining(difference);
    assertThat(spoiled(zip, b -> b.putShort(8, (short) 8))).hasMessageContaining(difference);
  }

  @Test
  void open_encryptedOrUnknownMethod_isUnsupported() {
    byte[] zip = Zips.stored(ENTRIES);
    int entry = Zips.directory(zip, 0);
    InferenceException encrypted = spoiled(zip, b -> b.putShort(entry + 8, (short) 1));
    assertThat(encrypted.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(encrypted).hasMessageContaining("an encrypted one");
    assertThat(spoiled(zip, b -> b.putShort(entry + 10, (short) 93)))
        .hasMessageContaining("method 93");
  }

  @Test
  void open_entriesThatOverlap_isRefused() {
    byte[] zip = Zips.stored(ENTRIES);
    int second = Zips.directory(zip, 1);
    assertThat(spoiled(zip, b -> b.putInt(second + 42, 0))).isNotNull();
    int first = Zips.directory(zip, 0);
    assertThat(spoiled(zip, b -> b.putInt(first + 20, 9).putInt(first + 24, 9))).isNotNull();
  }

  @Test
  void entry_damagedContent_failsItsChecksum() {
    byte[] zip = Zips.stored(ENTRIES);
    assertThat(spoiled(zip, b -> b.put(36, (byte) 'x')))
        .hasMessageContaining("the checksum of the directory");
  }

  @Test
  void entry_moreOrLessThanItSays_isRefused() {
    byte[] zip = Zips.deflated(ENTRIES);
    int entry = Zips.directory(zip, 1);
    int descriptor = Zips.directory(zip, 0) - 16;
    for (int size : new int[] {399, 401}) {
      assertThat(spoiled(zip, b -> b.putInt(entry + 24, size).putInt(descriptor + 12, size)))
          .hasMessageContaining("inflated bytes");
    }
  }

  @Test
  void open_sizeThatBytesCanNotHave_isRefusedBeforeMemoryIsTaken() {
    byte[] zip = Zips.deflated(ENTRIES);
    int entry = Zips.directory(zip, 1);
    int descriptor = Zips.directory(zip, 0) - 16;
    InferenceException fault =
        spoiled(
            zip,
            b ->
                b.putInt(entry + 24, Integer.MAX_VALUE).putInt(descriptor + 12, Integer.MAX_VALUE));
    assertThat(fault.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void open_namesOfFolders_areRefused() {
    for (String name : new String[] {"/data", "folder/", "a\\b", "a\nb"}) {
      assertThat(fault(Zips.stored(Map.of(name, new byte[0]))))
          .hasMessageContaining("the name of a zip entry");
    }
  }

  @Test
  void open_bytesChangedAtRandom_neverFailsOtherwise() {
    Random random = new Random(4);
    byte[] zip = Zips.deflated(ENTRIES);
    for (int round = 0; round < 20_000; round++) {
      byte[] copy = zip.clone();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        copy[random.nextInt(copy.length)] = (byte) random.nextInt();
      }
      try {
        ZipArchive archive = open(copy);
        archive.names().forEach(archive::entry);
      } catch (InferenceException e) {
        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(400);
      }
    }
  }
}

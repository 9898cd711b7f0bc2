package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that docs/adr/0012 promises; a change of them is a new version. */
class FormatTest {
  private static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  @Test
  void record_always_hasTheseBytes() {
    LossyFiles files = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      log.append(7, new byte[] {1, 2, 3}, 0, 3, Priority.NORMAL);
      log.force();
      log.append(8, new byte[8], 0, 8, Priority.NORMAL);
    }
    byte[] bytes = files.bytes(FileNames.segment(1));
    int salt = crc(bytes, 0, 4_092);
    assertThat(ByteBuffer.wrap(bytes).getInt(4_092)).isEqualTo(salt);
    int first = crc(bytes, 4_100, 4_136) ^ salt;
    int second = crc(bytes, 4_140, 4_176) ^ salt;
    String hex = HexFormat.of().formatHex(bytes, 4_096, 4_184);
    assertThat(hex)
        .isEqualTo(
            HexFormat.of().toHexDigits(first)
                + "00000003"
                + "0000000000000001"
                + "0000000000000000"
                + "00000000"
                + "00000007"
                + "0102030000000000"
                + HexFormat.of().toHexDigits(second)
                + "00000008"
                + "0000000000000002"
                + "0000000000000001"
                + HexFormat.of().toHexDigits(first)
                + "00000008"
                + "0000000000000000"
                + "0000000000000000");
  }

  @Test
  void header_ofASegment_hasTheseBytes() {
    LossyFiles files = new LossyFiles(4_096);
    SegmentLog.open(Life.SMALL, files).close();
    byte[] bytes = files.bytes(FileNames.segment(2));
    assertThat(HexFormat.of().formatHex(bytes, 0, 56))
        .isEqualTo(
            "7469636b63617374" // tickcast
                + "5345474d" // SEGM
                + "00000001"
                + "7469636b63617374" // the id
                + "0000000000000001"
                + "0000000000000002"
                + "0000000000004000"
                + "0000000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "16383, 1048576, 4096, 4000, 0, segment_bytes",
    "268435457, 1073741824, 4096, 4000, 0, segment_bytes",
    "16384, 1048576, 4096, 0, 0, max_record_bytes",
    "16384, 1048576, 4096, 12257, 0, max_record_bytes",
    "67108864, 268435456, 33554432, 16777217, 0, max_record_bytes",
    "16384, 1048576, 4031, 4000, 0, reserve_bytes",
    "16384, 32767, 4096, 4000, 0, quota_bytes",
    "16384, 49151, 12288, 4000, 0, quota_bytes",
    "16384, 1048576, 4096, 4000, -1, min_free_bytes"
  })
  void config_outOfRange_isRefusedByName(
      long segment, long quota, long reserve, int record, long free, String name) {
    assertThatThrownBy(() -> new JournalConfig(Path.of("j"), segment, quota, reserve, record, free))
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .hasMessageStartingWith(name + ": expected ");
  }

  @Test
  void config_defaults_areWithinTheirRanges() {
    JournalConfig config = JournalConfig.of(Path.of("j"));
    assertThat(config.segmentBytes()).isEqualTo(64 << 20);
    assertThat(config.spares()).isEqualTo(1);
  }
}

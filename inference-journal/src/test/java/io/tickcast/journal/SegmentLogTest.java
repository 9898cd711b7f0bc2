package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {
  @TempDir Path folder;

  private JournalConfig config() {
    return new JournalConfig(folder, 1 << 14, 1 << 20, 4_096, 2_000, 0);
  }

  private static long append(SegmentLog log, int type, byte[] bytes) {
    return log.append(type, bytes, 0, bytes.length, Priority.NORMAL);
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed * 31 + i);
    }
    return bytes;
  }

  private static List<byte[]> read(SegmentLog log, long from) {
    List<byte[]> found = new ArrayList<>();
    try (LogReader reader = log.read(from, ReadLimit.WRITTEN)) {
      while (reader.next()) {
        ByteBuffer payload = reader.payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        found.add(bytes);
      }
    }
    return found;
  }

  @Test
  void append_overManySegments_isReadBackAlsoAfterReopening() {
    List<byte[]> all = new ArrayList<>();
    try (SegmentLog log = SegmentLog.open(config())) {
      assertThat(log.recovery().created()).isTrue();
      for (int i = 1; i <= 100; i++) {
        byte[] bytes = bytes(i * 17 % 2_000, i);
        all.add(bytes);
        assertThat(append(log, i, bytes)).isEqualTo(i);
      }
      assertThat(read(log, 1)).usingRecursiveComparison().isEqualTo(all);
      assertThat(log.durableSequence()).isZero();
      assertThat(log.force()).isEqualTo(100);
      assertThat(log.status().segments()).isGreaterThan(3);
    }
    try (SegmentLog log = SegmentLog.open(config())) {
      assertThat(log.recovery().created()).isFalse();
      assertThat(log.recovery().lastSequence()).isEqualTo(100);
      assertThat(log.recovery().provenDurable()).isEqualTo(100);
      assertThat(read(log, 1)).usingRecursiveComparison().isEqualTo(all);
      assertThat(read(log, 50)).hasSize(51);
      assertThat(append(log, 7, bytes(3, 3))).isEqualTo(101);
    }
  }
}

package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a log lives and what it may take. <i>Immutable.</i>
 *
 * @param folder its own folder, made when it does not exist
 * @param segmentBytes the size of a file, 16 KiB to 256 MiB; 1 MiB and more for anything but tests
 * @param quotaBytes the most that all segments may take; at least the one in use and its spares
 * @param reserveBytes what is kept for {@link Priority#RESERVED}, preallocated; at least the
 *     largest record
 * @param maxRecordBytes the largest payload, 1 byte to 16 MiB; it has to fit into a segment
 * @param minFreeBytes what has to be left on the device when a segment is added
 */
public record JournalConfig(
    Path folder,
    long segmentBytes,
    long quotaBytes,
    long reserveBytes,
    int maxRecordBytes,
    long minFreeBytes) {
  private static final long KIBIBYTE = 1L << 10;
  private static final long MEBIBYTE = 1L << 20;
  private static final long GIBIBYTE = 1L << 30;

  /**
   * Checks the ranges.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when a value is out of its range
   */
  public JournalConfig {
    Objects.requireNonNull(folder, "folder");
    inRange("segment_bytes", segmentBytes, 16 * KIBIBYTE, 256 * MEBIBYTE);
    inRange("max_record_bytes", maxRecordBytes, 1, RecordFormat.MAX_LENGTH);
    inRange("max_record_bytes", maxRecordBytes, 1, largestPayload(segmentBytes));
    long least = RecordFormat.size(maxRecordBytes);
    inRange("reserve_bytes", reserveBytes, least, 64 * GIBIBYTE);
    long segments = 1 + spares(reserveBytes, segmentBytes);
    inRange("quota_bytes", quotaBytes, segments * segmentBytes, Long.MAX_VALUE);
    inRange("min_free_bytes", minFreeBytes, 0, Long.MAX_VALUE / 2);
  }

  /** Segments of 64 MiB, 8 GiB in all, 16 MiB reserved, records of 1 MiB, 256 MiB left free. */
  public static JournalConfig of(Path folder) {
    return new JournalConfig(
        folder, 64 * MEBIBYTE, 8 * GIBIBYTE, 16 * MEBIBYTE, (int) MEBIBYTE, 256 * MEBIBYTE);
  }

  /** How many empty segments are kept ready: the reserve, and one that is about to be used. */
  int spares() {
    return (int) spares(reserveBytes, segmentBytes);
  }

  private static long spares(long reserveBytes, long segmentBytes) {
    return reserveBytes / (segmentBytes - Block.BYTES) + 1;
  }

  private static long largestPayload(long segmentBytes) {
    return segmentBytes - Block.BYTES - RecordFormat.HEADER_BYTES;
  }

  private static void inRange(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          name + ": expected " + low + " to " + high + ", found " + value);
    }
  }
}

package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Makes the deterministic ids of signals: UUIDs of version 5 (RFC 9562, section 5.5) in the
 * namespace {@value #NAMESPACE}, over the UTF-8 bytes of {@code symbol \n timeframe \n bar time in
 * ms, decimal \n model name \n model version} (ADR 0005). <i>Confined.</i>
 */
final class SignalIds {
  static final String NAMESPACE = "7469636b-6361-5374-8000-5369676e616c";

  private static final long NAMESPACE_HIGH = 0x7469636b63615374L;
  private static final long NAMESPACE_LOW = 0x80005369676e616cL;
  private static final int TIME_CAPACITY = 20;
  private static final int SHA1_BYTES = 20;

  private final MessageDigest sha1;
  private final byte[] before;
  private final byte[] after;
  private final byte[] time = new byte[TIME_CAPACITY];
  private final byte[] digest = new byte[SHA1_BYTES];
  private final ByteBuffer result = ByteBuffer.wrap(digest);

  SignalIds(String symbol, Timeframe timeframe, String modelName, String modelVersion) {
    byte[] head = (symbol + "\n" + timeframe.code() + "\n").getBytes(StandardCharsets.UTF_8);
    before =
        ByteBuffer.allocate(Long.BYTES * 2 + head.length)
            .putLong(NAMESPACE_HIGH)
            .putLong(NAMESPACE_LOW)
            .put(head)
            .array();
    after = ("\n" + modelName + "\n" + modelVersion).getBytes(StandardCharsets.UTF_8);
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** Writes the id of a bar's signal into the decision. */
  void apply(Decision decision) {
    int digits = NumberWriter.writeLong(decision.barTimeMillis, time, 0);
    sha1.update(before);
    sha1.update(time, 0, digits);
    sha1.update(after);
    try {
      sha1.digest(digest, 0, SHA1_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-1 has 20 bytes", e);
    }
    decision.idHigh = result.getLong(0) & ~0xf000L | 0x5000L;
    decision.idLow = result.getLong(Long.BYTES) & ~(3L << 62) | 1L << 63;
  }
}

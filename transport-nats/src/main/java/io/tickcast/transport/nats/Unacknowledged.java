package io.tickcast.transport.nats;

/** A message that no stream has acknowledged yet. <i>Thread-safe.</i> */
final class Unacknowledged {
  final String subject;
  final String messageId;
  final byte[] value;
  final long bytes;
  final long firstNanos;
  private long lastNanos;
  private int resends;
  private boolean overdue;

  Unacknowledged(String subject, String messageId, byte[] value, long bytes, long nowNanos) {
    this.subject = subject;
    this.messageId = messageId;
    this.value = value;
    this.bytes = bytes;
    this.firstNanos = nowNanos;
    this.lastNanos = nowNanos;
  }

  /** The connection by which it went is gone: it is due at once. */
  synchronized void markOverdue() {
    overdue = true;
  }

  /** Whether it is time to publish it again: after once, twice, four times ... the wait. */
  synchronized boolean isDue(long nowNanos, long waitNanos, int mostResends) {
    return resends < mostResends && (overdue || nowNanos - lastNanos >= waitNanos << resends);
  }

  synchronized void resent(long nowNanos) {
    lastNanos = nowNanos;
    overdue = false;
    resends++;
  }
}

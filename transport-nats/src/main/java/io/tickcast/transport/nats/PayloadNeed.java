package io.tickcast.transport.nats;

import io.tickcast.transport.nats.NatsProbe.Finding.Severity;

/** How large a message the server has to let through. */
enum PayloadNeed {
  /** A bar takes 25 bytes for each feature, more or less. */
  OF_BARS("bars", 1 << 10, 1 << 16),

  /** A signal takes 1 to 2 KB, most of it metadata, which grows with the model's outputs. */
  OF_SIGNALS("signals", 1 << 11, 1 << 13);

  private static final String SUBJECT = "max_payload";

  private final String what;
  private final long least;
  private final long ample;

  PayloadNeed(String what, long least, long ample) {
    this.what = what;
    this.least = least;
    this.ample = ample;
  }

  /** What a server's limit means. */
  NatsProbe.Finding finding(long maxPayload) {
    if (maxPayload <= 0 || maxPayload >= ample) {
      return NatsProbe.Finding.note(
          SUBJECT, maxPayload <= 0 ? "no limit" : maxPayload + " bytes, enough for " + what);
    }
    boolean tooSmall = maxPayload < least;
    return new NatsProbe.Finding(
        tooSmall ? Severity.FAULT : Severity.WEAKER,
        SUBJECT,
        "expected at least "
            + (tooSmall ? least : ample)
            + " bytes for "
            + what
            + ", found "
            + maxPayload
            + (tooSmall ? "" : ": larger ones are refused by the server"),
        "raise max_payload in the configuration of the server, whose default is 1MB");
  }
}

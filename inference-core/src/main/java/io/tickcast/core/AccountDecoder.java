package io.tickcast.core;

import java.util.Map;

/** Decodes account states; a lane sees few of them. <i>Stateless.</i> */
final class AccountDecoder {
  private AccountDecoder() {}

  /**
   * What an account state says.
   *
   * @param equity finite
   * @param cash finite
   * @param timestampMillis Unix milliseconds
   */
  record Account(double equity, double cash, long timestampMillis) {}

  /**
   * Decodes an account state.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  static Account decode(byte[] content) {
    Map<String, String> fields = FillDecoder.fields(content);
    return new Account(
        FillDecoder.number(fields, "equity", true),
        FillDecoder.number(fields, "cash", true),
        (long) FillDecoder.number(fields, "timestamp_ms", true));
  }
}

package io.tickcast.core;

import java.util.Locale;

/** Why a frame makes no signal. */
enum RefusalReason {
  MALFORMED_JSON,
  TOO_LARGE,
  MISSING_FIELD,
  WRONG_TYPE,
  WRONG_TIME_UNIT,
  DUPLICATE_KEY,
  TARGET_COLUMN,
  BAD_CHANNEL,
  SUBJECT_MISMATCH,
  TOO_MANY_SERIES,
  STALE,
  FUTURE,
  DUPLICATE,
  OUT_OF_ORDER,
  OUT_OF_SESSION,
  UNBOUND,
  OVERRUN,
  BAD_FILL,
  BAD_ACCOUNT,
  NOT_SUPPORTED,
  CLOSED;

  private final String code = name().toLowerCase(Locale.ROOT);

  String code() {
    return code;
  }
}

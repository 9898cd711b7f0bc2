package io.tickcast.api;

/** Why an operation failed: a closed list, grouped by who has to act. <i>Immutable.</i> */
public enum ErrorCode {
  /** A setting or an argument is missing, unknown, or out of its range. */
  INVALID_CONFIGURATION(Group.CALLER),
  /** A named thing (provider, model, symbol) does not exist; the message lists what does. */
  NOT_FOUND(Group.CALLER),
  /** Two things claim one name, or one version has two contents. */
  CONFLICT(Group.CALLER),
  /** The operation does not fit the state of the object, such as use after close. */
  ILLEGAL_STATE(Group.CALLER),

  /** Input data (rows, recordings, messages) is malformed. */
  MALFORMED_DATA(Group.DATA),

  /** No provider recognises the bytes of a model, or several do. */
  UNKNOWN_FORMAT(Group.MODEL),
  /** The bytes of a model are truncated, corrupted, or break their own format. */
  MALFORMED_MODEL(Group.MODEL),
  /** The model is well formed, and of a kind that can not be reproduced exactly here. */
  UNSUPPORTED_MODEL(Group.MODEL),
  /** Feature names, their order, or their count differ between model, manifest and feed. */
  SCHEMA_MISMATCH(Group.MODEL),
  /** A model failed its verification: checksum, golden rows, declared outputs. */
  VERIFICATION_FAILED(Group.MODEL),

  /** A bound on bytes, nesting, counts or time was reached. */
  LIMIT_EXCEEDED(Group.RESOURCE),
  /** A file, a port, a native library or memory is not available. */
  RESOURCE_UNAVAILABLE(Group.RESOURCE),

  /** A server beyond this process is away, slow, or refuses. */
  EXTERNAL_UNAVAILABLE(Group.EXTERNAL),
  /** A server beyond this process answers, and is not what the settings say. */
  EXTERNAL_MISMATCH(Group.EXTERNAL);

  /** Who has to act on an error. */
  public enum Group {
    /** The caller: fix the call or the configuration. */
    CALLER,
    /** The producer of the data. */
    DATA,
    /** The producer of the model. */
    MODEL,
    /** The operator of this process. */
    RESOURCE,
    /** The operator of another system. */
    EXTERNAL
  }

  private final Group group;

  ErrorCode(Group group) {
    this.group = group;
  }

  /** Who has to act. */
  public Group group() {
    return group;
  }
}

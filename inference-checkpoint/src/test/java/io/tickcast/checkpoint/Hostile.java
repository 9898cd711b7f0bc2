package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Opens files that must not be taken, and looks at what comes of it. */
final class Hostile {
  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.MALFORMED_MODEL, ErrorCode.UNSUPPORTED_MODEL, ErrorCode.LIMIT_EXCEEDED);

  private Hostile() {}

  /** The one clear fault that opening a file ends in. */
  static InferenceException fault(byte[] bytes) {
    return fault(bytes, ReadLimits.DEFAULTS);
  }

  static InferenceException fault(byte[] bytes, ReadLimits limits) {
    Throwable thrown =
        catchThrowable(() -> CheckpointFile.open(ByteBuffer.wrap(bytes), limits, Goldens.policy()));
    assertThat(thrown).isInstanceOf(InferenceException.class);
    check((InferenceException) thrown);
    return (InferenceException) thrown;
  }

  /** Opens a file that may be good or bad: nothing else may happen. */
  static void survives(byte[] bytes) {
    CheckpointFile.peek(ByteBuffer.wrap(bytes));
    CheckpointFile.inspect(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS);
    try {
      CheckpointFile.open(ByteBuffer.wrap(bytes), ReadLimits.DEFAULTS, Goldens.policy());
    } catch (InferenceException e) {
      check(e);
    }
  }

  private static void check(InferenceException fault) {
    assertThat(CODES).contains(fault.code());
    assertThat(fault.getMessage()).hasSizeLessThanOrEqualTo(400).startsWith("expected ");
    assertThat(fault.getMessage().chars()).noneMatch(Character::isISOControl);
  }

  /** The bytes of a text whose characters are bytes. */
  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

package io.tickcast.api;

import java.time.Duration;
import java.util.Set;

/**
 * Takes records. <i>Confined</i>: one thread at a time, but for {@link #detail}.
 *
 * <p>Batching, retries and back-off are the engine's. A sink starts no work in its constructor.
 */
public interface SignalSink extends AutoCloseable {
  /** How the sink is fed; constant. */
  Delivery delivery();

  /** The kinds of records that it takes; constant. Others are not handed to it. */
  Set<RecordKind> kinds();

  /**
   * How long the engine may gather records for one batch of an archive sink; constant. Targets that
   * like few large writes ask for more.
   */
  default Duration linger() {
    return Duration.ZERO;
  }

  /**
   * Starts to connect. Does not wait for a connection.
   *
   * @throws InferenceException (INVALID_CONFIGURATION, RESOURCE_UNAVAILABLE) when it can never work
   *     as configured; (ILLEGAL_STATE) when it was closed
   */
  void open();

  /**
   * Writes records from the front of a batch. A record is finished when its target has acknowledged
   * it (for {@link Delivery#REAL_TIME}: when the client has taken it), or when it is named as
   * refused.
   *
   * @param batch the records
   * @param timeout how long to try; a real-time sink gets zero and never blocks
   * @param refusals takes the records that the target refuses for good
   * @return the length of the finished prefix, from 0 to {@code batch.size()}
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH, RESOURCE_UNAVAILABLE) when
   *     nothing was finished and the reason matters; (ILLEGAL_STATE) when it is not open
   */
  int write(SinkBatch batch, Duration timeout, Refusals refusals);

  /**
   * Finds out whether the target could take a record now, without writing one; called now and then
   * on a thread of its own. <i>Thread-safe</i>: a write may be under way. A sink without a target
   * that can be away has nothing to find out.
   *
   * @param timeout how long it may take
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH, RESOURCE_UNAVAILABLE) when
   *     it could not, with the reason; (ILLEGAL_STATE) when it is not open
   */
  default void check(Duration timeout) {}

  /** One line for people: what it is connected to, or why not. <i>Thread-safe.</i> */
  default String detail() {
    return "";
  }

  /** Flushes within a bounded time and disconnects. Calling it again has no effect. */
  @Override
  void close();
}

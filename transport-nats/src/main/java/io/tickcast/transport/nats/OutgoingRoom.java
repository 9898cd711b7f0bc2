package io.tickcast.transport.nats;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much may still be handed to the client before what has not reached the server becomes too
 * much.
 *
 * <p>The client can be asked how much it has not sent, and must not be: while it answers it holds
 * the lock that it needs to give up a connection, and waits for the one that it holds while it
 * writes to a socket that takes nothing, so that the answer and the end of that connection wait for
 * each other (2.26.2, {@code outgoingPendingBytes}). So once half of the room is taken another
 * thread has a ping sent: its answer says that all before it has arrived. <i>Confined</i> to the
 * writing thread, but for what the other thread calls: {@link #handedOver}, {@link #confirmed},
 * {@link #notConfirmed} and {@link #reset}.
 */
final class OutgoingRoom {
  private final long limit;
  private final Runnable ask;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile long handedOver;
  private volatile long arrived;

  /**
   * Creates room.
   *
   * @param limit bytes
   * @param ask has another thread ask, which ends with {@link #confirmed} or {@link #notConfirmed}
   */
  OutgoingRoom(long limit, Runnable ask) {
    this.limit = limit;
    this.ask = ask;
  }

  /** Takes room; false when there is not enough. With nothing on its way there is for anything. */
  boolean take(long bytes) {
    long after = handedOver + bytes;
    long onItsWay = after - arrived;
    if (onItsWay > limit / 2 && asking.compareAndSet(false, true)) {
      ask.run();
    }
    if (onItsWay > limit && onItsWay != bytes) {
      return false;
    }
    handedOver = after;
    return true;
  }

  /** What was handed over up to now: to be read before the server is asked. */
  long handedOver() {
    return handedOver;
  }

  /**
   * The server has answered.
   *
   * @param before {@link #handedOver} from before it was asked
   */
  void confirmed(long before) {
    arrived = before;
    asking.set(false);
  }

  /** The server has not answered; whoever needs room next has it asked again. */
  void notConfirmed() {
    asking.set(false);
  }

  /** A new connection: nothing is on its way. */
  void reset() {
    arrived = handedOver;
    asking.set(false);
  }
}

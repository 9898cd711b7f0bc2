package io.tickcast.transport.nats;

/**
 * Signals that were handed to the client, and that no answer of the server has confirmed yet: what
 * a broken connection may have lost. <i>Thread-safe</i>; one thread writes.
 *
 * <p>Arrays that grow to what a burst needs, so that a signal in steady state allocates nothing.
 */
final class Unconfirmed {
  private static final int FIRST_CAPACITY = 64;

  private String[] subjects = new String[FIRST_CAPACITY];
  private String[] subjectsOfTimeframe = new String[FIRST_CAPACITY];
  private byte[][] values = new byte[FIRST_CAPACITY][];
  private long[] nanos = new long[FIRST_CAPACITY];

  /** The numbers of the oldest one and of the next one; places are numbers modulo capacity. */
  private long first;

  private long next;
  private long handedOver;
  private volatile boolean interrupted;

  /** Hears of one signal. */
  interface Visitor {
    void signal(String subject, String subjectOfTimeframe, byte[] value, long nanos);
  }

  /** A signal is about to be handed to the client. */
  synchronized void begin(String subject, String subjectOfTimeframe, byte[] value, long nowNanos) {
    if (next - first == values.length) {
      grow();
    }
    int place = place(next++);
    subjects[place] = subject;
    subjectsOfTimeframe[place] = subjectOfTimeframe;
    values[place] = value;
    nanos[place] = nowNanos;
  }

  /** The client has the signal that was begun last. */
  synchronized void done() {
    handedOver = next;
  }

  /** The client did not take the signal that was begun last: whoever wrote it keeps it. */
  synchronized void undo() {
    if (next > first) {
      values[place(--next)] = null;
    }
    handedOver = next;
  }

  /** How many signals the client has been given in all: to be read before the server is asked. */
  synchronized long handedOver() {
    return handedOver;
  }

  /**
   * The server has answered.
   *
   * @param before {@link #handedOver} from before it was asked
   */
  synchronized void confirmed(long before) {
    while (first < before) {
      values[place(first++)] = null;
    }
  }

  synchronized boolean isEmpty() {
    return first == next;
  }

  /** The connection is lost: what is here goes first when there is another one. */
  void connectionLost() {
    interrupted = !isEmpty();
  }

  /** Whether what is here has to go out before anything else. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Shows all, oldest first; they stay until they are confirmed. */
  void resend(Visitor visitor) {
    Snapshot all = snapshot();
    for (int i = 0; i < all.values.length; i++) {
      visitor.signal(all.subjects[i], all.subjectsOfTimeframe[i], all.values[i], all.nanos[i]);
    }
    interrupted = false;
  }

  private record Snapshot(
      String[] subjects, String[] subjectsOfTimeframe, byte[][] values, long[] nanos) {}

  private synchronized Snapshot snapshot() {
    int count = (int) (next - first);
    Snapshot all =
        new Snapshot(new String[count], new String[count], new byte[count][], new long[count]);
    for (int i = 0; i < count; i++) {
      int place = place(first + i);
      all.subjects[i] = subjects[place];
      all.subjectsOfTimeframe[i] = subjectsOfTimeframe[place];
      all.values[i] = values[place];
      all.nanos[i] = nanos[place];
    }
    return all;
  }

  private int place(long number) {
    return (int) (number % values.length);
  }

  /** Numbers stay what they are: a confirmation that is under way speaks of them. */
  private void grow() {
    Snapshot all = snapshot();
    int capacity = 2 * values.length;
    subjects = new String[capacity];
    subjectsOfTimeframe = new String[capacity];
    values = new byte[capacity][];
    nanos = new long[capacity];
    for (int i = 0; i < all.values.length; i++) {
      int place = place(first + i);
      subjects[place] = all.subjects[i];
      subjectsOfTimeframe[place] = all.subjectsOfTimeframe[i];
      values[place] = all.values[i];
      nanos[place] = all.nanos[i];
    }
  }
}

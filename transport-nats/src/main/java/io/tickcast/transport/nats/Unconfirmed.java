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

  /**
   * The connection that each was handed to. A signal of an older one may stand behind those of a
   * newer one, when the connection changed just then: it goes out again once it is the oldest.
   */
  private long[] generations = new long[FIRST_CAPACITY];

  /** The numbers of the oldest one and of the next one; places are numbers modulo capacity. */
  private long first;

  private long next;
  private long handedOver;

  /** Hears of one signal. */
  interface Visitor {
    void signal(String subject, String subjectOfTimeframe, byte[] value, long nanos);
  }

  /**
   * A signal is about to be handed to the client.
   *
   * @param generation the connection, as it was before
   */
  synchronized void begin(
      String subject, String subjectOfTimeframe, byte[] value, long nowNanos, long generation) {
    if (next - first == values.length) {
      grow();
    }
    int place = place(next++);
    subjects[place] = subject;
    subjectsOfTimeframe[place] = subjectOfTimeframe;
    values[place] = value;
    nanos[place] = nowNanos;
    generations[place] = generation;
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
   * The server has answered, which says nothing of what went out on another connection.
   *
   * @param before {@link #handedOver} from before it was asked
   * @param generation the connection, the same before and after
   */
  synchronized void confirmed(long before, long generation) {
    while (first < before && generations[place(first)] == generation) {
      values[place(first++)] = null;
    }
  }

  synchronized boolean isEmpty() {
    return first == next;
  }

  /** Whether a connection other than this one may have lost some: they go first. */
  synchronized boolean isOfAnother(long generation) {
    return first != next && generations[place(first)] != generation;
  }

  /**
   * Shows all that other connections may have lost, oldest first; from then on they are this one's.
   * When the visitor throws, nothing has changed.
   */
  void resend(Visitor visitor, long generation) {
    Snapshot all = snapshot();
    for (int i = 0; i < all.values.length; i++) {
      if (all.generations[i] != generation) {
        visitor.signal(all.subjects[i], all.subjectsOfTimeframe[i], all.values[i], all.nanos[i]);
      }
    }
    handOver(all, generation);
  }

  private synchronized void handOver(Snapshot all, long generation) {
    long from = Math.max(first, all.first);
    long until = Math.min(next, all.first + all.values.length);
    for (long number = from; number < until; number++) {
      generations[place(number)] = generation;
    }
  }

  private record Snapshot(
      long first,
      String[] subjects,
      String[] subjectsOfTimeframe,
      byte[][] values,
      long[] nanos,
      long[] generations) {}

  private synchronized Snapshot snapshot() {
    int count = (int) (next - first);
    Snapshot all =
        new Snapshot(
            first,
            new String[count],
            new String[count],
            new byte[count][],
            new long[count],
            new long[count]);
    for (int i = 0; i < count; i++) {
      int place = place(first + i);
      all.subjects[i] = subjects[place];
      all.subjectsOfTimeframe[i] = subjectsOfTimeframe[place];
      all.values[i] = values[place];
      all.nanos[i] = nanos[place];
      all.generations[i] = generations[place];
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
    generations = new long[capacity];
    for (int i = 0; i < all.values.length; i++) {
      int place = place(first + i);
      subjects[place] = all.subjects[i];
      subjectsOfTimeframe[place] = all.subjectsOfTimeframe[i];
      values[place] = all.values[i];
      nanos[place] = all.nanos[i];
      generations[place] = all.generations[i];
    }
  }
}

package io.tickcast.core;

import io.tickcast.core.PositionBook.Fill;
import java.util.Optional;

/**
 * The ordered log of an engine: what is in it may be published, what is not may not.
 * <i>Thread-safe.</i> Closed after the lanes and the relays have ended. What has a default does
 * nothing in a journal that keeps decisions alone, and keeps them in memory.
 */
interface Journal extends AutoCloseable {
  /**
   * Opens it.
   *
   * @return what it knows from before
   * @throws io.tickcast.api.InferenceException when it can not be opened
   */
  default LaneStates open() {
    return LaneStates.none();
  }

  /** Keeps what the records of a model's decisions say of it, before the first one of them. */
  default void register(ModelFacts model) {}

  /** Keeps the settings of a configuration, before the first decision that names it. */
  default void register(ConfigSnapshot config) {}

  /** A writer for one lane. */
  Writer writer();

  /**
   * Registers a reader that has to see every record from now on, or from where it has been before.
   *
   * @param name of the reader, stable across restarts
   */
  Cursor cursor(String name);

  /**
   * Does what keeps it durable, for the engine's journal thread or a run by hand.
   *
   * @param waitMillis how long to wait for something to do
   */
  default void work(long waitMillis) {}

  /**
   * Does what is slow and can wait: makes room ahead, lets go of what is old. It has a thread of
   * its own, so that no signal waits for it; a run by hand calls it too.
   */
  default void maintain() {}

  /** Where refused records are kept; empty when it keeps nothing. */
  default Optional<DeadLetters> deadLetters() {
    return Optional.empty();
  }

  /** Has somebody told after each time that more has become publishable. */
  default void whenPublishable(Runnable listener) {}

  /** How it is; empty when it keeps nothing. */
  default Optional<EngineStatus.JournalStatus> status() {
    return Optional.empty();
  }

  @Override
  default void close() {}

  /** Writes the records of one lane. <i>Confined</i> to it. */
  interface Writer {
    /** What {@link #append(Decision, ServingModel)} returns when there is no room. */
    long NO_ROOM = -1;

    /**
     * Records a decision with its signal.
     *
     * @return its sequence, for {@link #publishable}; or {@link #NO_ROOM}, in which case nothing
     *     may be published
     */
    long append(Decision decision, ServingModel model);

    /** The last sequence whose signal may be published; it only grows. */
    default long publishable() {
      return Long.MAX_VALUE;
    }

    /** Records a bar as it came, when inputs are recorded. */
    default void appendBar(Series series, String source, long receivedAtNanos, byte[] content) {}

    /**
     * Whether entries may be decided; else they have to be held, for only reserved space is left.
     */
    default boolean takesEntries() {
      return true;
    }

    /**
     * Records a fill, before it is applied.
     *
     * @return whether there was room for it
     */
    default boolean append(Fill fill) {
      return true;
    }

    /**
     * Records that a lane decides by a configuration from here on.
     *
     * @return whether there was room for it
     */
    default boolean append(ConfigNote note) {
      return true;
    }

    /** Records what a challenger made of a bar; nothing of it is published. */
    default void appendChallenger(Decision decision, ServingModel model) {}

    /**
     * Records what happens to the model of a series.
     *
     * @param again whether it was recorded before, and only has to be found by those who read from
     *     here on
     * @return whether there was room for it
     */
    default boolean append(ModelEvent event, boolean again) {
      return true;
    }

    /** Records what became of signals at a real-time sink. */
    default void append(DeliveryNotes notes) {}

    /** Records an account as a symbol's decisions see it from here on. */
    default void append(String symbol, AccountState account) {}

    /** Records what may be done with a symbol from here on; of no symbol: with all. */
    default void append(String symbol, TradingState state) {}

    /** Records that fills of a symbol may have been missed. */
    default void appendGap(String symbol) {}

    /** Records what a bar did to a window. */
    default void append(InputWindow window) {}

    /**
     * Records what a window holds.
     *
     * @param warmed whether it was filled from the past
     */
    default void append(SavedWindow window, boolean warmed) {}

    /** Records all that a lane knows of a symbol, so that what is before can be forgotten. */
    default void append(SymbolState state) {}
  }

  /** The place of one reader. <i>Confined</i> to it, but for {@link #lag}. */
  interface Cursor {
    /**
     * Reads records from the cursor on, without moving it.
     *
     * @param batch gets the records of its kinds
     * @param limit the most positions to look at
     * @return the number of positions looked at
     */
    int read(ArchiveBatch batch, int limit);

    /** Waits for a record to read. */
    void await(long waitMillis);

    /** Moves on to a position: all before it is finished. */
    void advanceTo(long position);

    /**
     * The next position to be read. Positions count two for each record of the journal: that of a
     * decision's signal, then that of its prediction.
     */
    long position();

    /** The number of positions that wait; <i>thread-safe</i>. */
    long lag();
  }
}

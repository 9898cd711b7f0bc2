package io.tickcast.core;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has all lanes record the states of their symbols now and then, quiet lanes too, so that a restart
 * reads little and old segments can go. <i>Confined</i> to the journal's thread.
 */
final class StateRounds {
  private static final long MOST_RECORDS = 200_000;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final DiskJournal journal;
  private final LaneQueue[] queues;
  private final FrameRouter router;
  private final AtomicInteger busy = new AtomicInteger();
  private boolean running;
  private long begin;
  private long lastEnd;
  private long lastNanos = System.nanoTime();

  StateRounds(DiskJournal journal, LaneQueue[] queues, FrameRouter router) {
    this.journal = journal;
    this.queues = queues.clone();
    this.router = router;
  }

  /** Begins a round when one is due, and ends the one whose lanes are all done. */
  void look() {
    if (running) {
      if (busy.get() == 0) {
        end();
      }
      return;
    }
    long records = journal.nextSequence() - lastEnd;
    boolean due = System.nanoTime() - lastNanos >= LONGEST_NANOS && records > 1;
    if (due || records >= MOST_RECORDS) {
      begin();
    }
  }

  private void begin() {
    running = true;
    begin = journal.nextSequence();
    busy.set(queues.length);
    for (int i = 0; i < queues.length; i++) {
      int lane = i;
      boolean taken =
          queues[i].offer(
              it -> {
                it.recordStates(own(router.allSeries(), lane));
                busy.decrementAndGet();
              });
      if (!taken) {
        // The engine closes, and records the states itself.
        return;
      }
    }
  }

  private void end() {
    running = false;
    lastNanos = System.nanoTime();
    lastEnd = journal.nextSequence();
    journal.stateBeginsAt(begin);
  }

  /** Records the states on this thread; the lanes have ended. */
  void last(List<Lane> lanes) {
    begin = journal.nextSequence();
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).recordStates(own(router.allSeries(), i));
    }
    end();
  }

  private static List<Series> own(Collection<Series> all, int lane) {
    return all.stream().filter(series -> series.lane == lane).toList();
  }
}

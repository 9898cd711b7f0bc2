package io.tickcast.core;

import io.tickcast.api.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A journal in memory: it hands decisions over to the archive sinks, and loses those that wait when
 * the process ends. A ring of records that are used again; without room nothing may be published.
 */
final class MemoryJournal implements Journal {
  private static final int RECORDS_PER_DECISION = 2;

  private final DecisionRecord[] ring;
  private final List<MemoryCursor> cursors = new ArrayList<>();
  private long decisions;

  MemoryJournal(int capacity) {
    ring = new DecisionRecord[capacity];
  }

  @Override
  public Writer writer() {
    return (decision, model) -> append(decision, model) ? 0 : Writer.NO_ROOM;
  }

  private synchronized boolean append(Decision decision, ServingModel model) {
    if (cursors.isEmpty()) {
      decisions++;
      return true;
    }
    for (int i = 0; i < cursors.size(); i++) {
      if (decisions - cursors.get(i).position / RECORDS_PER_DECISION >= ring.length) {
        return false;
      }
    }
    int index = (int) (decisions % ring.length);
    DecisionRecord record = ring[index];
    if (record == null) {
      ring[index] = new DecisionRecord(decision, model);
    } else {
      record.copy(decision, model);
    }
    decisions++;
    notifyAll();
    return true;
  }

  @Override
  public synchronized Cursor cursor(String name) {
    MemoryCursor cursor = new MemoryCursor(decisions * RECORDS_PER_DECISION);
    cursors.add(cursor);
    return cursor;
  }

  private synchronized long end() {
    return decisions * RECORDS_PER_DECISION;
  }

  private synchronized void awaitBeyond(long position, long waitMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (decisions * RECORDS_PER_DECISION <= position) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private final class MemoryCursor implements Cursor {
    private volatile long position;

    private MemoryCursor(long position) {
      this.position = position;
    }

    @Override
    public int read(ArchiveBatch batch, int limit) {
      long from = position;
      int count = (int) Math.min(limit, end() - from);
      for (int i = 0; i < count; i++) {
        long at = from + i;
        DecisionRecord record = ring[(int) (at / RECORDS_PER_DECISION % ring.length)];
        batch.add(
            at, at % RECORDS_PER_DECISION == 0 ? RecordKind.SIGNAL : RecordKind.PREDICTION, record);
      }
      return count;
    }

    @Override
    public void await(long waitMillis) {
      awaitBeyond(position, waitMillis);
    }

    @Override
    public void advanceTo(long next) {
      synchronized (MemoryJournal.this) {
        position = next;
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public long lag() {
      return end() - position;
    }
  }
}

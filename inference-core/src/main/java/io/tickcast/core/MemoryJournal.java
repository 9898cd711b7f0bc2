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
    return new MemoryWriter();
  }

  /** Takes what a lane records; each takes the ring for itself while it writes. */
  private final class MemoryWriter implements Writer {
    @Override
    public long append(Decision decision, ServingModel model) {
      return keep(decision, model, false) ? 0 : NO_ROOM;
    }

    @Override
    public void appendChallenger(Decision decision, ServingModel model) {
      keep(decision, model, true);
    }

    @Override
    public boolean append(ModelEvent event, boolean again) {
      return again || keep(event);
    }
  }

  private synchronized boolean keep(Decision decision, ServingModel model, boolean challenger) {
    if (cursors.isEmpty()) {
      decisions++;
      return true;
    }
    if (isFull()) {
      return false;
    }
    int index = (int) (decisions % ring.length);
    DecisionRecord record = ring[index];
    if (record == null) {
      record = new DecisionRecord(decision, model);
      ring[index] = record;
    } else {
      record.copy(decision, model);
    }
    record.challenger = challenger;
    kept();
    return true;
  }

  private synchronized boolean keep(ModelEvent event) {
    if (cursors.isEmpty()) {
      return true;
    }
    if (isFull()) {
      return false;
    }
    ring[(int) (decisions % ring.length)] = DecisionRecord.of(event);
    kept();
    return true;
  }

  private boolean isFull() {
    for (int i = 0; i < cursors.size(); i++) {
      if (decisions - cursors.get(i).position / RECORDS_PER_DECISION >= ring.length) {
        return true;
      }
    }
    return false;
  }

  private void kept() {
    decisions++;
    notifyAll();
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
        add(batch, at, ring[(int) (at / RECORDS_PER_DECISION % ring.length)]);
      }
      return count;
    }

    private static void add(ArchiveBatch batch, long at, DecisionRecord record) {
      boolean first = at % RECORDS_PER_DECISION == 0;
      ModelEvent event = record.event;
      if (event == null) {
        batch.add(at, first ? RecordKind.SIGNAL : RecordKind.PREDICTION, record);
      } else if (first) {
        batch.add(at, event);
      }
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

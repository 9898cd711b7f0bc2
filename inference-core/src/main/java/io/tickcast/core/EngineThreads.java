package io.tickcast.core;

import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an engine: one for each source, lane and archive sink. None of them is ever
 * interrupted.
 */
final class EngineThreads {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
  private static final int POLL_LIMIT = 256;
  private static final Duration POLL_WAIT = Duration.ofMillis(100);
  private static final long ERROR_PAUSE_MILLIS = 1_000;
  private static final long JOURNAL_WAIT_MILLIS = 100;
  private static final long MAINTENANCE_WAIT_MILLIS = 250;

  private final EngineParts parts;
  private final List<Thread> sources = new ArrayList<>();
  private final List<Thread> lanes = new ArrayList<>();
  private final List<Thread> relays = new ArrayList<>();
  private final StopSignal stopSources = new StopSignal();
  private final StopSignal stopRelays = new StopSignal();
  private final List<Thread> checks = new ArrayList<>();
  private final StopSignal stopChecks = new StopSignal();
  private final List<Thread> journal = new ArrayList<>();
  private final List<Thread> loader = new ArrayList<>();
  private final StopSignal stopLoader = new StopSignal();
  private final StopSignal stopJournal = new StopSignal();

  EngineThreads(EngineParts parts) {
    this.parts = parts;
  }

  void start() {
    for (int i = 0; i < parts.lanes.size(); i++) {
      lanes.add(start("tickcast-lane-" + i, parts.lanes.get(i)::run));
    }
    LoaderQueue loads = parts.registry.loader();
    loads.begin();
    loader.add(
        start(
            "tickcast-loader",
            () -> loads.run(stopLoader, () -> parts.registry.lookIfDue(System.nanoTime()))));
    parts.rounds.ifPresent(
        rounds -> {
          journal.add(start("tickcast-journal", () -> keep(rounds)));
          journal.add(start("tickcast-journal-room", this::maintain));
        });
    for (Relay relay : parts.relays) {
      relays.add(start("tickcast-relay-" + relay.name(), () -> relay.run(stopRelays)));
    }
    SinkChecks sinkChecks = parts.sinkChecks();
    checks.add(start("tickcast-checks", () -> sinkChecks.run(stopChecks)));
    parts.fallback.ifPresent(
        it -> sources.add(start("tickcast-fallback", () -> it.run(stopSources))));
    for (SourceTap tap : parts.taps) {
      sources.add(start("tickcast-source-" + tap.name, () -> poll(tap)));
    }
  }

  private Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, fault) -> {
          LOG.error("thread {} ended", failed.getName(), fault);
          parts.reporter.alert("thread_ended", failed.getName() + ": " + fault);
        });
    thread.start();
    return thread;
  }

  private void keep(StateRounds rounds) {
    while (!stopJournal.isSet()) {
      parts.journal.work(JOURNAL_WAIT_MILLIS);
      rounds.look();
    }
  }

  private void maintain() {
    while (!stopJournal.isSet()) {
      parts.journal.maintain();
      stopJournal.await(MAINTENANCE_WAIT_MILLIS);
    }
  }

  private void poll(SourceTap tap) {
    while (!stopSources.isSet() && tap.source.state() != SourceState.ENDED) {
      try {
        tap.source.poll(tap, POLL_LIMIT, POLL_WAIT);
        tap.gaps.look(tap.source.state());
      } catch (RuntimeException e) {
        parts.reporter.alert("source_failed", "source '" + tap.name + "': " + e.getMessage());
        stopSources.await(ERROR_PAUSE_MILLIS);
      }
    }
  }

  /**
   * Stops the sources, then the lanes when they have done what waits.
   *
   * @return whether all lanes have ended
   */
  boolean stopSourcesAndLanes() {
    stopSources.set();
    join(sources);
    for (LaneQueue queue : parts.queues) {
      queue.close();
    }
    return join(lanes);
  }

  /** A model that is being loaded is waited for; what waits behind it is done by whoever closes. */
  void stopLoader() {
    stopLoader.set();
    if (join(loader)) {
      parts.registry.loader().end();
    }
  }

  void stopRelays() {
    stopChecks.set();
    join(checks);
    stopRelays.set();
    join(relays);
  }

  void stopJournal() {
    stopJournal.set();
    join(journal);
  }

  /** A thread that is stuck in native code must not keep the others from closing. */
  private boolean join(List<Thread> threads) {
    long deadline = System.nanoTime() + parts.settings.closeTimeout().toNanos();
    boolean ended = true;
    for (Thread thread : threads) {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive()) {
        ended = false;
        parts.reporter.alert(
            "thread_stuck", "expected " + thread.getName() + " to end, found it busy");
      }
    }
    threads.clear();
    return ended;
  }
}

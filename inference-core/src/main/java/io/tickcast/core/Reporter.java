package io.tickcast.core;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, the log and the counters what happens. <i>Thread-safe.</i> */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final EngineListener[] listeners;
  private final Counters counters;
  private final AtomicLongArray nextDetail = new AtomicLongArray(RefusalReason.values().length);
  private final LongAdder listenerFaults = new LongAdder();
  private final boolean rehearses;

  Reporter(List<EngineListener> listeners, Counters counters) {
    this(listeners, counters, false);
  }

  /**
   * Creates a reporter.
   *
   * @param rehearses whether what happens has no consequence, so that nobody is to read it as if it
   *     had
   */
  Reporter(List<EngineListener> listeners, Counters counters, boolean rehearses) {
    this.rehearses = rehearses;
    this.listeners = listeners.toArray(new EngineListener[0]);
    this.counters = counters;
  }

  void decided(Decision decision) {
    counters.decided(decision);
    for (EngineListener listener : listeners) {
      try {
        listener.onDecision((DecisionView) decision);
      } catch (RuntimeException e) {
        listenerFailed(e);
      }
    }
  }

  /**
   * Counts a refused frame; its detail is made, logged and kept at most once a second per reason.
   */
  void refused(RefusalReason reason, String channel, Supplier<String> detail) {
    counters.refused(reason);
    String text = "";
    long now = System.nanoTime();
    long next = nextDetail.get(reason.ordinal());
    boolean due = next == 0 || now - next >= 0;
    if (due && nextDetail.compareAndSet(reason.ordinal(), next, now + NANOS_PER_SECOND)) {
      text = line(Instrument.printable(channel) + ": " + detail.get());
      counters.lastRefused(reason, text);
      warn("refused (" + reason.code() + ")", text);
    }
    for (EngineListener listener : listeners) {
      try {
        listener.onRefused(reason.code(), channel, text);
      } catch (RuntimeException e) {
        listenerFailed(e);
      }
    }
  }

  void alert(String code, String detail) {
    String text = line(detail);
    warn(code, text);
    for (EngineListener listener : listeners) {
      try {
        listener.onAlert(code, text);
      } catch (RuntimeException e) {
        listenerFailed(e);
      }
    }
  }

  private void warn(String what, String detail) {
    if (rehearses) {
      LOG.debug("rehearsal: {}: {}", what, detail);
    } else {
      LOG.warn("{}: {}", what, detail);
    }
  }

  /** Logs what happens to the model of a series. */
  void swapped(ModelEvent event) {
    if (rehearses) {
      LOG.debug("rehearsal: {}", event.summary());
    } else {
      LOG.info("{}", event.summary());
    }
  }

  /** Details quote what comes from outside: names of keys, messages of models and servers. */
  static String line(String detail) {
    return detail.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
  }

  private void listenerFailed(RuntimeException e) {
    listenerFaults.increment();
    if (listenerFaults.sum() == 1) {
      LOG.warn("a listener failed; its further failures are counted alone", e);
    }
  }
}

package io.tickcast.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What happened to the models of an engine: in memory, and in the history on disk where there is
 * one. <i>Thread-safe.</i>
 */
final class ModelEvents {
  private static final int REMEMBERED_MAX = 10_000;

  private final Optional<SwapHistory> history;

  /** What has to wait until the journal is open: its folder may belong to somebody else. */
  private final List<ModelEvent> waiting = new ArrayList<>();

  private boolean read;
  private boolean open;
  private final ArrayDeque<ModelEvent> events = new ArrayDeque<>();

  /** The digest of each version that has served a series: one version has one content. */
  private final Map<String, String> digests = new HashMap<>();

  ModelEvents(Optional<SwapHistory> history) {
    this.history = history;
  }

  /** What served each series when the engine ended last. */
  private final Map<String, ModelEvent> before = new HashMap<>();

  /** Takes up what the history knows; once. */
  synchronized void open() {
    if (read) {
      return;
    }
    read = true;
    history.ifPresent(past -> past.list().forEach(this::remember));
    events.stream()
        .filter(ModelEvent::serves)
        .forEach(event -> before.put(key(event.symbol(), event.timeframe().code(), ""), event));
  }

  /** The last event of the lives before this one that said what serves a series. */
  synchronized Optional<ModelEvent> before(Series series) {
    return Optional.ofNullable(before.get(key(series.symbol, series.timeframe.code(), "")));
  }

  /** Whether the engine has begun to decide. */
  synchronized boolean isJournalOpen() {
    return open;
  }

  synchronized void remember(ModelEvent event) {
    events.addLast(event);
    if (events.size() > REMEMBERED_MAX) {
      events.removeFirst();
    }
    if (event.serves()) {
      digests.put(
          key(event.symbol(), event.timeframe().code(), event.toVersion()), event.toSha256());
    }
  }

  private static String key(String symbol, String timeframe, String version) {
    return symbol + "\n" + timeframe + "\n" + version;
  }

  /** Writes what waited, now that the journal's folder is ours. */
  synchronized void journalOpened() {
    open = true;
    keep(List.copyOf(waiting));
    waiting.clear();
  }

  /** Keeps events on the device; before the journal is open they wait. */
  synchronized void keep(List<ModelEvent> news) {
    if (!open) {
      waiting.addAll(news);
    } else if (!news.isEmpty()) {
      history.ifPresent(past -> past.keep(news));
    }
  }

  /** The oldest first. */
  synchronized List<ModelEvent> all() {
    return List.copyOf(events);
  }

  /** The digest that a version had when it served a series. */
  synchronized Optional<String> digest(Series series, String version) {
    return Optional.ofNullable(digests.get(key(series.symbol, series.timeframe.code(), version)));
  }

  /** The last version that a series did not let in, over all lives of the engine. */
  synchronized Optional<ModelEvent> lastRefusal(Series series) {
    return last(event -> event.kind() == ModelEvent.Kind.REFUSED && event.isOf(series));
  }

  /** What a version took the place of when it came; nothing when it was the first one. */
  synchronized Optional<ModelEvent> arrival(Series series, LoadedModel model) {
    return last(event ->
            event.serves()
                && event.kind() != ModelEvent.Kind.ROLLED_BACK
                && event.isOf(series)
                && event.toVersion().equals(model.modelVersion())
                && event.toSha256().equals(model.sha256()))
        .filter(event -> !event.fromVersion().isEmpty());
  }

  /** That the same model serves, or is scored, after a restart is no news. */
  synchronized boolean isNews(ModelEvent event) {
    boolean begins = event.fromVersion().isEmpty() && event.kind() != ModelEvent.Kind.PROMOTED;
    return !begins
        || last(past ->
                past.serves() == event.serves()
                    && past.kind() != ModelEvent.Kind.REFUSED
                    && past.symbol().equals(event.symbol())
                    && past.timeframe() == event.timeframe())
            .filter(past -> past.toSha256().equals(event.toSha256()))
            .isEmpty();
  }

  private Optional<ModelEvent> last(Predicate<ModelEvent> which) {
    Iterator<ModelEvent> back = events.descendingIterator();
    while (back.hasNext()) {
      ModelEvent event = back.next();
      if (which.test(event)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}

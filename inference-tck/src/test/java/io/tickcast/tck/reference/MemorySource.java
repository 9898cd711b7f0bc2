package io.tickcast.tck.reference;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import io.tickcast.tck.reference.MemoryOrigin.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Delivers what is published at an origin in memory, or its log and then an end. */
public class MemorySource implements FeatureSource {
  private static final Pattern TIME = Pattern.compile("\"timestamp_ms\":(\\d+)");

  private final String name;
  private final boolean finite;
  private final EpochNanoClock clock;
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final MemoryOrigin.Subscriber subscriber = this::arrive;
  private @Nullable MemoryOrigin origin;
  private volatile SourceState state = SourceState.NEW;

  private record Arrival(Entry entry, long receivedAtNanos) {}

  /** Made by its provider. */
  public MemorySource(ComponentConfig config) {
    this.name = config.required("origin");
    this.finite = config.optional("finite", "false").equals("true");
    this.clock = config.clock();
  }

  @Override
  public void open() {
    if (state != SourceState.NEW) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected a source that was not opened, found " + state);
    }
    state = SourceState.CONNECTING;
    connect();
  }

  private void connect() {
    origin = MemoryOrigin.find(name).orElse(null);
    if (origin == null) {
      return;
    }
    if (finite) {
      origin.log().forEach(this::arrive);
    } else {
      origin.subscribe(subscriber);
    }
    state = SourceState.LIVE;
  }

  private void arrive(Entry entry) {
    arrived.add(new Arrival(entry, clock.epochNanos()));
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    if (state == SourceState.CONNECTING) {
      connect();
    }
    if (state != SourceState.LIVE) {
      return 0;
    }
    int count = 0;
    for (Arrival next = first(longestWait); next != null; next = arrived.poll()) {
      Entry entry = next.entry();
      handler.onFrame(
          entry.kind(), entry.channel(), entry.content().clone(), next.receivedAtNanos());
      if (++count == limit) {
        break;
      }
    }
    if (finite && arrived.isEmpty()) {
      state = SourceState.ENDED;
    }
    return count;
  }

  private @Nullable Arrival first(Duration longestWait) {
    try {
      return arrived.poll(finite ? 0 : longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    return "origin '" + name + "' in memory: " + state;
  }

  @Override
  public Optional<FeatureHistory> history() {
    return Optional.of(this::replay);
  }

  private int replay(HistoryQuery query, FrameHandler handler) {
    int handed = 0;
    for (HistoryQuery.Wanted wanted : query.wanted()) {
      List<Entry> past = past(wanted, query.closedByMillis());
      List<Entry> last = past.subList(Math.max(0, past.size() - query.bars()), past.size());
      last.forEach(
          entry ->
              handler.onFrame(
                  entry.kind(), entry.channel(), entry.content().clone(), clock.epochNanos()));
      handed += last.size();
    }
    return handed;
  }

  private List<Entry> past(HistoryQuery.Wanted wanted, long closedByMillis) {
    String channel = "features." + wanted.symbol() + "." + wanted.timeframe().code();
    List<Entry> past = new ArrayList<>();
    if (origin != null) {
      for (Entry entry : origin.log()) {
        long time = timeOf(entry);
        if (entry.channel().equals(channel)
            && time <= closedByMillis
            && time > wanted.closedAfterMillis()) {
          past.add(entry);
        }
      }
    }
    return past;
  }

  private static long timeOf(Entry entry) {
    Matcher matcher = TIME.matcher(new String(entry.content(), StandardCharsets.UTF_8));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
  }

  @Override
  public void close() {
    state = SourceState.CLOSED;
    if (origin != null) {
      origin.unsubscribe(subscriber);
    }
  }
}

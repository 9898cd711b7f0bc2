package io.tickcast.sink.clickhouse;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the past alone: a poll hands over nothing, and the history reads a table of bars.
 * <i>Confined</i> to the polling thread, but for {@link #state}, {@link #detail} and the history.
 *
 * <p>It is live once the server has given an answer, and until it fails to.
 */
final class ClickHouseFeatureSource implements FeatureSource {
  private final FeatureSettings settings;
  private final EpochNanoClock clock;
  private final ClickHouseLink link;
  private final HistoryReader reader;

  /** One question at a time: a link has one connection, and its end is that of one call. */
  private final ReentrantLock asking = new ReentrantLock();

  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile SourceState state = SourceState.NEW;
  private volatile String detail;

  ClickHouseFeatureSource(FeatureSettings settings, EpochNanoClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.link = new ClickHouseLink(settings.server());
    this.reader = new HistoryReader(settings, link, clock);
    this.detail = described("not asked yet");
  }

  private String described(String how) {
    return settings.server().place() + ", table " + settings.table() + ", " + how;
  }

  @Override
  public void open() {
    if (state != SourceState.NEW) {
      throw illegalState("a new source");
    }
    link.prepare();
    state = SourceState.CONNECTING;
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    if (state == SourceState.NEW) {
      throw illegalState("an open source");
    }
    try {
      closed.await(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    return detail;
  }

  @Override
  public Optional<FeatureHistory> history() {
    return Optional.of(this::replay);
  }

  private int replay(HistoryQuery query, FrameHandler handler) {
    if (state == SourceState.NEW || state == SourceState.CLOSED) {
      throw illegalState("an open source");
    }
    Duration limit = settings.server().timeout();
    Duration time = query.timeout().compareTo(limit) < 0 ? query.timeout() : limit;
    PastFrames frames = inTurn(query, time);
    return frames.handTo(handler, clock.epochNanos());
  }

  private PastFrames inTurn(HistoryQuery query, Duration time) {
    Deadline whole = Deadline.unwatched(time);
    boolean atOnce = asking.tryLock();
    if (!atOnce && !tryLock(time)) {
      throw link.faults().noAnswer(time, null);
    }
    try (Deadline deadline = link.deadline(atOnce ? time : whole.left())) {
      PastFrames frames = reader.read(query, deadline);
      note(SourceState.LIVE, described("answered"));
      return frames;
    } catch (InferenceException e) {
      note(SourceState.CONNECTING, Objects.requireNonNullElse(e.getMessage(), "failed"));
      throw e;
    } finally {
      asking.unlock();
    }
  }

  private boolean tryLock(Duration time) {
    try {
      return asking.tryLock(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void note(SourceState next, String how) {
    if (state != SourceState.CLOSED) {
      state = next;
      detail = how;
    }
  }

  /** What is being asked is cut off. */
  @Override
  public void close() {
    note(SourceState.CLOSED, described("closed"));
    closed.countDown();
    link.close();
  }

  private InferenceException illegalState(String expected) {
    String found =
        state == SourceState.NEW
            ? "a new one"
            : state == SourceState.CLOSED ? "a closed one" : "an open one";
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        settings.server().name() + ": expected " + expected + ", found " + found);
  }
}

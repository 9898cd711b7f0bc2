package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.SourceState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the frames of a {@link Recording} again, with the receipt times that they had.
 *
 * <p>The clock of such a run is the recording's: {@link #clock}. It moves as a frame is handed
 * over, so a run that must decide each frame at its own time polls one at a time. <i>Confined</i>
 * to one polling thread, but for state, detail and clock.
 */
public final class RecordedSource implements FeatureSource {
  private final String location;
  private final Origin origin;
  private final Pace pace;
  private final LongSupplier stopwatch;
  private final RecordingClock clock;
  private volatile SourceState state = SourceState.NEW;
  private volatile long handedOver;
  private volatile @Nullable InferenceException fault;
  private @Nullable RecordingReader reader;
  private @Nullable RecordedFrame ahead;

  private RecordedSource(String location, Origin origin, Pace pace, LongSupplier stopwatch) {
    this.location = location;
    this.origin = origin;
    this.pace = pace;
    this.stopwatch = stopwatch;
    this.clock = new RecordingClock(stopwatch);
  }

  /** Where a recording comes from. */
  @FunctionalInterface
  public interface Origin {
    /**
     * Opens the bytes of the recording; the source closes them. Null, as of a resource that is not
     * on the class path, means that there is none.
     *
     * @throws IOException when they can not be had
     */
    @Nullable InputStream open() throws IOException;
  }

  /**
   * A file's frames, as fast as they are polled, on a clock that stands between them.
   *
   * @param file a recording, plain or in gzip
   */
  public static RecordedSource of(Path file) {
    return of(file.toString(), () -> Files.newInputStream(file));
  }

  /**
   * A stream's frames, as fast as they are polled, on a clock that stands between them.
   *
   * @param location where it comes from, for people
   * @param origin gives the recording, plain or in gzip, when the source is opened
   */
  public static RecordedSource of(String location, Origin origin) {
    return new RecordedSource(location, origin, Pace.unbounded(), () -> 0);
  }

  /**
   * A new source of the same frames with so many in a second.
   *
   * @param framesPerSecond from 0 (as fast as they are polled) to 1e9
   * @param by measures the seconds; never the recording's own clock, which waits for the frames
   * @throws IllegalArgumentException when the rate is out of its range
   */
  public RecordedSource paced(double framesPerSecond, EpochNanoClock by) {
    return new RecordedSource(location, origin, Pace.of(framesPerSecond, by), stopwatch);
  }

  /**
   * A new source of the same frames whose clock runs on after each frame.
   *
   * @param measuredBy nanoseconds that never decrease, such as {@code System::nanoTime}: latencies
   *     are those of this machine then, and no longer the same in each run
   */
  public RecordedSource timedBy(LongSupplier measuredBy) {
    return new RecordedSource(location, origin, pace.unstarted(), measuredBy);
  }

  /**
   * The clock of a run with this source: the receipt time of the last frame handed over, and what
   * the stopwatch has measured since. Until then that of the first frame, and 0 before {@link
   * #open}.
   */
  public EpochNanoClock clock() {
    return clock;
  }

  @Override
  public void open() {
    if (state != SourceState.NEW) {
      throw illegalState("a new source");
    }
    reader = Recording.read(stream(), location);
    state = SourceState.LIVE;
    readAhead();
    if (ahead != null) {
      clock.startAt(ahead.receivedAtNanos());
    }
    noticeEnd();
  }

  /**
   * {@inheritDoc}
   *
   * @throws InferenceException (MALFORMED_DATA) when the recording is truncated or damaged, after
   *     the frames before that place; again at each call
   */
  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    if (limit < 1 || longestWait.isNegative()) {
      throw new IllegalArgumentException(
          "expected a positive limit and no negative wait, found " + limit + ", " + longestWait);
    }
    if (reader == null) {
      throw illegalState("an open source");
    }
    int allowance = ahead == null ? 0 : pace.allowance(limit, longestWait);
    long before = handedOver;
    int count = 0;
    for (RecordedFrame frame = ahead; count < allowance && frame != null; frame = ahead) {
      readAhead();
      clock.handedOver(frame.receivedAtNanos());
      pace.passed();
      frame.handTo(handler);
      count++;
      handedOver = before + count;
    }
    if (count == 0 && ahead == null && fault != null) {
      throw fault;
    }
    noticeEnd();
    return count;
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    InferenceException found = fault;
    String frames = handedOver + " frames of " + OneLine.text(location);
    return found == null ? frames : frames + "; " + found.getMessage();
  }

  @Override
  public void close() {
    state = SourceState.CLOSED;
    RecordingReader open = reader;
    reader = null;
    ahead = null;
    if (open != null) {
      open.close();
    }
  }

  private InputStream stream() {
    try {
      InputStream stream = origin.open();
      if (stream == null) {
        throw unavailable("none", null);
      }
      return stream;
    } catch (NoSuchFileException e) {
      throw unavailable("none", e);
    } catch (IOException e) {
      throw unavailable(OneLine.of(e), e);
    }
  }

  private InferenceException unavailable(String found, @Nullable IOException cause) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        OneLine.text(location) + ": expected a recording, found " + found,
        cause);
  }

  private void readAhead() {
    RecordingReader open = reader;
    try {
      ahead = open == null ? null : open.next().orElse(null);
    } catch (InferenceException e) {
      // Told once the frames before it are handed over.
      ahead = null;
      fault = e;
    }
  }

  /** The last frame was taken: not earlier, for whoever sees the end may look for its effect. */
  private void noticeEnd() {
    if (ahead == null && fault == null) {
      state = SourceState.ENDED;
    }
  }

  private InferenceException illegalState(String expected) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        OneLine.text(location) + ": expected " + expected + ", found it " + state);
  }
}

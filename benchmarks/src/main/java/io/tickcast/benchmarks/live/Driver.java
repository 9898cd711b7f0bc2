package io.tickcast.benchmarks.live;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends bars and hears the answers, over one connection. <i>Confined</i>; the answers are heard on
 * the client's thread, which in a closed loop sends the next bar itself.
 */
final class Driver implements AutoCloseable {
  private static final long ANSWERS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Connection connection;
  private final BarStream bars;
  private long nextBar;
  private volatile @Nullable Run current;

  private Driver(Connection connection, BarStream bars) {
    this.connection = connection;
    this.bars = bars;
  }

  /** A window under way. */
  private record Run(Window window, boolean sendsOnAnswer, long untilNanos) {}

  /** The books of a window, and how late its bars were sent, in nanoseconds. */
  record Outcome(Window window, Histogram lateness) {}

  static Driver connect(String url, BarStream bars) {
    try {
      Options options =
          Options.builder().server(url).connectionName("tickcast-bench").noReconnect().build();
      Driver driver = new Driver(Nats.connect(options), bars);
      driver.listen();
      return driver;
    } catch (IOException e) {
      throw unreachable(url, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void listen() {
    Dispatcher dispatcher = connection.createDispatcher();
    for (Side side : Side.values()) {
      dispatcher.subscribe(side.answers, message -> answered(side, message));
    }
    flush();
  }

  private void flush() {
    try {
      connection.flush(Duration.ofSeconds(5));
    } catch (TimeoutException e) {
      throw unreachable(connection.getConnectedUrl(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void answered(Side side, Message message) {
    long now = System.nanoTime();
    Run run = current;
    if (run == null) {
      return;
    }
    run.window.answered(side, BarKey.of(message.getData(), bars), now);
    if (run.sendsOnAnswer) {
      sendNext(side, run);
    }
  }

  /** Under the lock of the window, so that the bars of a symbol go out in their order. */
  private void sendNext(Side side, Run run) {
    synchronized (run.window) {
      if (!run.window.hasRoom()) {
        return;
      }
      if (System.nanoTime() >= run.untilNanos) {
        run.window.close();
        return;
      }
      long bar = run.window.nextBar();
      byte[] message = bars.message(bar);
      run.window.sent(System.nanoTime());
      connection.publish(side.subject(BarStream.symbol(bar)), message);
    }
  }

  /**
   * Runs a window to its end.
   *
   * @throws InferenceException when a bar does not come back exactly once
   */
  Outcome run(Side side, Load load, double seconds) {
    Window window = new Window(side, nextBar);
    Histogram lateness = new Histogram(LONGEST_NANOS, 3);
    try {
      if (load instanceof Load.Closed closed) {
        runClosed(side, window, closed, seconds);
      } else if (load instanceof Load.Open open) {
        runOpen(side, window, open, seconds, lateness);
      }
      boolean all = window.awaitAnswers(ANSWERS_WITHIN_NANOS);
      current = all ? null : current;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    nextBar = window.nextBar();
    window.verify();
    return new Outcome(window, lateness);
  }

  private void runClosed(Side side, Window window, Load.Closed load, double seconds)
      throws InterruptedException {
    Run run = new Run(window, true, System.nanoTime() + Math.round(seconds * 1e9));
    current = run;
    for (int i = 0; i < load.inFlight(); i++) {
      sendNext(side, run);
    }
    window.awaitAnswers(Math.round(seconds * 1e9));
    // An answer that never comes closes nothing.
    window.close();
  }

  private void runOpen(
      Side side, Window window, Load.Open load, double seconds, Histogram lateness) {
    current = new Run(window, false, 0);
    Schedule schedule = new Schedule(System.nanoTime() + LEAD_NANOS, load.perSecond());
    long count = Math.min(Window.MOST_BARS, schedule.count(seconds));
    for (long i = 0; i < count; i++) {
      long bar = window.nextBar();
      byte[] message = bars.message(bar);
      schedule.await(i);
      long due = schedule.dueNanos(i);
      window.sent(due);
      connection.publish(side.subject(BarStream.symbol(bar)), message);
      lateness.recordValue(Math.min(LONGEST_NANOS, Math.max(0, System.nanoTime() - due)));
    }
    window.close();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InferenceException unreachable(@Nullable String url, Exception e) {
    return new InferenceException(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "expected the NATS server of the bench at " + url + ", found: " + e,
        e);
  }

  private static InferenceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, "expected the bench to run to its end, found an interrupt", e);
  }
}

package io.tickcast.transport.nats;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one connection, all of them daemons whose names say the role: those that the NATS
 * client would make would keep the process alive, and some would outlive the connection.
 *
 * <p>Nothing starts before the first task. <i>Thread-safe.</i>
 */
final class LinkThreads {
  private static final Logger LOG = LoggerFactory.getLogger(LinkThreads.class);
  private static final long IDLE_SECONDS = 2;

  /** Runs the client's callbacks, one after the other. */
  final ExecutorService callbacks;

  /** Runs the client's reader, writer and shorter tasks. */
  final ExecutorService io;

  /** Runs the client's pings. */
  final ScheduledThreadPoolExecutor timer;

  private final String name;
  private final ScheduledThreadPoolExecutor work;
  private volatile boolean stopped;

  /** Work on the connection; an interrupt ends it. */
  interface Task {
    void run() throws InterruptedException;
  }

  LinkThreads(String name) {
    this.name = name;
    work = new ScheduledThreadPoolExecutor(1, daemons(name + "-link"));
    work.setRemoveOnCancelPolicy(true);
    callbacks =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons(name + "-events"));
    io =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons(name + "-io"));
    timer = new Timer(daemons(name + "-timer"));
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Has this room's own work on the connection done, one task after the other on one thread. */
  void later(Duration delay, Task task) {
    schedule(work, delay, () -> run(task));
  }

  /** Has something done beside that work, which may wait for the connection in question. */
  void aside(Duration delay, Task task) {
    schedule(timer, delay, () -> io.execute(() -> run(task)));
  }

  private void schedule(ScheduledThreadPoolExecutor on, Duration delay, Runnable task) {
    try {
      // What the task throws is logged where it runs.
      var unused = on.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!stopped) {
        throw e;
      }
    }
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      // Only a stop interrupts these threads.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!stopped) {
        LOG.error("{}: expected work on the connection to succeed", name, e);
      }
    }
  }

  /** Waits until the client's events of up to now were heard. */
  void settle() throws InterruptedException {
    try {
      callbacks.submit(() -> {}).get();
    } catch (ExecutionException | CancellationException | RejectedExecutionException e) {
      if (!stopped) {
        throw new IllegalStateException("expected to hear the client's events", e);
      }
    }
  }

  /** Ends all threads; what runs is interrupted, what waits is dropped. */
  void stop() {
    stopped = true;
    // Before the thread that may wait for a callback, so that the interrupt finds it waiting.
    callbacks.shutdownNow();
    work.shutdownNow();
    timer.shutdownNow();
    io.shutdownNow();
  }

  /**
   * Pings with a pause between them. At a fixed rate, as the client asks for it, a process that
   * stood still for some seconds would send all the pings that it missed at once, and take the
   * answers that can not be there yet for missing ones.
   */
  private static final class Timer extends ScheduledThreadPoolExecutor {
    Timer(ThreadFactory factory) {
      super(1, factory);
      setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return scheduleWithFixedDelay(task, initialDelay, period, unit);
    }
  }
}

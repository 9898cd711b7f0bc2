package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands on loopback between clients and a server, and breaks what they say to each other.
 *
 * <p>A fault is in force when the method that sets it returns, for the connections that are open
 * and for later ones, until {@link #restore}; {@link #reset}, {@link #halfClose} and {@link
 * #cutAfter} happen once. One thread serves all connections, of which there are at most 256.
 * <i>Thread-safe.</i>
 */
public final class TcpProxy implements AutoCloseable {
  /** Which way bytes go. */
  public enum Direction {
    /** What clients send. */
    TO_SERVER,
    /** What the server answers. */
    TO_CLIENT
  }

  private static final int MOST_CONNECTIONS = 256;

  private final int port = Ports.take();
  private final Selector selector;
  private final Thread thread;

  // Everything below is guarded by the lock; the proxy's thread holds it whenever it does not wait.
  private final Object lock = new Object();
  private final ProxyWay toServer = new ProxyWay();
  private final ProxyWay toClient = new ProxyWay();
  private final List<ProxyLink> links = new ArrayList<>();
  private @Nullable ServerSocketChannel listener;
  private int target;
  private long accepted;
  private long turns;
  private boolean closed;
  private @Nullable Exception failure;

  private TcpProxy(int target) throws IOException {
    this.target = target;
    this.selector = Selector.open();
    this.thread = new Thread(this::run, "tcp-proxy-" + port);
    thread.setDaemon(true);
    listen();
  }

  /**
   * Starts a proxy on a free port.
   *
   * @param target the loopback port of the server; 0 for one that {@link #forwardTo} names later
   * @return the proxy, to be closed
   */
  public static TcpProxy to(int target) {
    try {
      TcpProxy proxy = new TcpProxy(target);
      proxy.thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to listen on loopback", e);
    }
  }

  /** The port for clients; the same as long as the proxy lives. */
  public int port() {
    return port;
  }

  /**
   * Sends later connections to another server.
   *
   * @param target its loopback port
   */
  public void forwardTo(int target) {
    change(() -> this.target = target);
  }

  /**
   * Holds all bytes for a while, both ways, and keeps their order.
   *
   * @param delay of each piece of data; zero for none
   */
  public void delay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("expected a delay of zero or more, found " + delay);
    }
    change(() -> toServer.delayNanos = toClient.delayNanos = delay.toNanos());
  }

  /** Lets nothing through, either way: connections stay open, and new ones are taken. */
  public void stall() {
    change(() -> toServer.stalled = toClient.stalled = true);
  }

  /**
   * Lets nothing through in one direction. With {@code TO_CLIENT} the server does what it is asked
   * to, and the client does not hear of it.
   *
   * @param direction what to hold
   */
  public void stall(Direction direction) {
    change(() -> way(direction).stalled = true);
  }

  /** Breaks off all open connections: both ends see a reset. */
  public void reset() {
    change(() -> links.forEach(ProxyLink::reset));
  }

  /**
   * Tells the clients of all open connections that the server has said its last word: what they
   * send still goes to the server, and its answers are dropped.
   */
  public void halfClose() {
    change(() -> links.forEach(ProxyLink::halfClose));
  }

  /**
   * Breaks off a connection in the middle: when so many more bytes have passed in one direction, on
   * whatever connections, the one in question is cut; its sender sees a reset, and its receiver the
   * bytes and an end. Then all is as before.
   *
   * @param direction what to count
   * @param bytes at least 0; exactly so many still pass
   */
  public void cutAfter(Direction direction, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected a count of bytes, found " + bytes);
    }
    change(() -> way(direction).bytesUntilCut = bytes);
  }

  /** Refuses new connections, as if no server were there; those that are open stay. */
  public void refuse() {
    change(this::unlisten);
  }

  /** Lifts all faults; what was held flows on. */
  public void restore() {
    change(
        () -> {
          toServer.clear();
          toClient.clear();
          if (listener == null) {
            listen();
          }
        });
  }

  /** How many connections are open. */
  public int connections() {
    synchronized (lock) {
      return links.size();
    }
  }

  /** How many connections were taken since the start. */
  public long accepted() {
    synchronized (lock) {
      return accepted;
    }
  }

  /**
   * How many bytes have passed since the start.
   *
   * @param direction what to count
   * @return what was handed to the receiver's connection
   */
  public long bytesPassed(Direction direction) {
    synchronized (lock) {
      return way(direction).bytesPassed;
    }
  }

  /**
   * Breaks off all connections and stops listening.
   *
   * @throws IllegalStateException when the proxy had failed before
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        selector.wakeup();
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      if (failure != null) {
        throw new IllegalStateException("expected the proxy to work to its end", failure);
      }
    }
  }

  private ProxyWay way(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Makes a change and returns when the proxy's thread has taken it up. */
  private void change(Change change) {
    synchronized (lock) {
      if (closed) {
        throw new InferenceException(
            ErrorCode.ILLEGAL_STATE,
            "expected the proxy on port " + port + " to be open, found it closed",
            failure);
      }
      try {
        change.make();
        // A closed channel leaves its port in the course of the next selection. The turn that may
        // be waiting for the lock now is behind its selection, so it takes two.
        long goal = turns + 2;
        while (turns < goal && !closed) {
          selector.wakeup();
          lock.wait();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("expected to change the proxy on port " + port, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InferenceException(
            ErrorCode.ILLEGAL_STATE, "expected to change a proxy, found an interrupt", e);
      }
    }
  }

  // ---- the proxy's thread ----

  private void run() {
    try (selector) {
      long wait = Long.MAX_VALUE;
      while (true) {
        select(wait);
        synchronized (lock) {
          turns++;
          lock.notifyAll();
          if (closed) {
            return;
          }
          wait = turn();
        }
      }
    } catch (IOException | RuntimeException e) {
      synchronized (lock) {
        failure = e;
      }
    } finally {
      end();
    }
  }

  private void select(long nanos) throws IOException {
    selector.selectedKeys().clear();
    if (nanos == Long.MAX_VALUE) {
      selector.select();
    } else {
      // Rounded up, so that what is waited for is due.
      selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }
  }

  /**
   * Moves everything that can be moved; returns how long there is nothing to do, in nanoseconds.
   */
  private long turn() throws IOException {
    accept();
    long now = System.nanoTime();
    links.forEach(link -> link.move(now));
    links.removeIf(ProxyLink::isClosed);
    long wait = Long.MAX_VALUE;
    for (ProxyLink link : links) {
      long due = link.nanosUntilDue(now);
      // What is due and not gone waits for its channel, which the selector tells.
      wait = due == 0 ? wait : Math.min(wait, due);
    }
    return wait;
  }

  private void accept() throws IOException {
    while (listener != null) {
      SocketChannel client = listener.accept();
      if (client == null) {
        return;
      }
      accepted++;
      if (links.size() == MOST_CONNECTIONS) {
        client.close();
        continue;
      }
      try {
        links.add(ProxyLink.open(client, target, selector, toServer, toClient));
      } catch (IOException e) {
        // The client is gone already.
        client.close();
      }
    }
  }

  private void listen() throws IOException {
    ServerSocketChannel opened = ServerSocketChannel.open();
    opened.configureBlocking(false);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    opened.register(selector, SelectionKey.OP_ACCEPT);
    listener = opened;
  }

  private void unlisten() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }

  private void end() {
    synchronized (lock) {
      closed = true;
      links.forEach(ProxyLink::reset);
      links.clear();
      try {
        unlisten();
      } catch (IOException e) {
        throw new UncheckedIOException("expected to stop listening on port " + port, e);
      } finally {
        Ports.giveBack(port);
        lock.notifyAll();
      }
    }
  }
}

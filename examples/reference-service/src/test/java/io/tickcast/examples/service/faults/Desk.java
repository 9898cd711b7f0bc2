package io.tickcast.examples.service.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Who sends bars and fills and hears signals, on connections of its own. What it sends while it is
 * not connected is not sent. Bars can go out on a thread, at a steady rate. <i>Confined</i>, but
 * for the counts.
 */
final class Desk implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BARS = "features.EURUSD.1h";
  private static final String FILLS = "orders.filled.EURUSD";
  private static final int BARS_BETWEEN_FILLS = 20;
  private static final long BEHIND_MILLIS = 1_800_000;

  private final Connection out;
  private final Connection in;
  private final ObjectMapper json = new ObjectMapper();
  private final long firstBar = System.currentTimeMillis() - BEHIND_MILLIS;
  private final AtomicInteger bars = new AtomicInteger();
  private final AtomicInteger fills = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private final Queue<String> conflicts = new ConcurrentLinkedQueue<>();
  private long next;
  private volatile boolean loading;
  private volatile long lastHeardBar;
  private volatile long lastEntry;
  private volatile double position;
  private volatile long positionAt;
  private Thread load = new Thread(() -> {});

  private Desk(Connection out, Connection in) {
    this.out = out;
    this.in = in;
  }

  /** Connects; signals from now on are heard. */
  static Desk at(String barsUrl, String signalsUrl) throws Exception {
    Desk desk = new Desk(connect(barsUrl), connect(signalsUrl));
    desk.in
        .createDispatcher()
        .subscribe(
            "signals.*",
            message -> desk.hear(new String(message.getData(), StandardCharsets.UTF_8)));
    desk.in.flush(PATIENCE);
    return desk;
  }

  private static Connection connect(String url) throws Exception {
    return Nats.connect(
        new Options.Builder()
            .server(url)
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(50))
            .pingInterval(Duration.ofSeconds(1))
            .reconnectBufferSize(0)
            .errorListener(new io.nats.client.ErrorListener() {})
            .build());
  }

  private synchronized void hear(String text) {
    JsonNode signal = signal(text);
    String before = heard.putIfAbsent(signal.get("signal_id").textValue(), text);
    if (before != null) {
      repeats.incrementAndGet();
      if (!before.equals(text)) {
        conflicts.add(before + "\nand\n" + text);
      }
      return;
    }
    long bar = signal.get("timestamp_ms").longValue();
    lastHeardBar = Math.max(lastHeardBar, bar);
    String type = signal.get("signal_type").textValue();
    if (type.equals("buy")) {
      lastEntry = Math.max(lastEntry, bar);
    }
    if (type.equals("close_long") && bar > positionAt) {
      position = signal.get("position_size_recommended").doubleValue();
      positionAt = bar;
    }
  }

  private JsonNode signal(String text) {
    try {
      return json.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("expected a signal, found " + text, e);
    }
  }

  /** Sends a bar; its time, or 0 when there is no connection. */
  synchronized long bar(double rsi) {
    long time = firstBar + ++next;
    String text =
        String.format(
            Locale.ROOT,
            "{\"symbol\":\"EURUSD\",\"timeframe\":\"1h\",\"timestamp_ms\":%d,\"close\":1.08125,"
                + "\"features\":{\"rsi_14\":%s,\"atr_14\":0.00125}}",
            time,
            rsi);
    if (!send(BARS, text)) {
      return 0;
    }
    bars.incrementAndGet();
    return time;
  }

  private synchronized void fill() {
    int number = fills.incrementAndGet();
    if (!send(FILLS, fill(number))) {
      fills.decrementAndGet();
    }
  }

  private static String fill(int number) {
    return "{\"fill_id\":\"f"
        + number
        + "\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1.08,"
        + "\"timestamp_ms\":1}";
  }

  private boolean send(String subject, String text) {
    if (out.getStatus() != Connection.Status.CONNECTED) {
      return false;
    }
    try {
      out.publish(subject, text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IllegalStateException e) {
      // The client's queue is full, or the connection has just gone.
      return false;
    }
  }

  /** Sends bars and now and then a fill, until {@link #rest}. */
  void load(int barsPerSecond) {
    loading = true;
    load = new Thread(() -> keepSending(barsPerSecond), "load");
    load.start();
  }

  private void keepSending(int barsPerSecond) {
    long begin = System.nanoTime();
    for (long i = 0; loading; i++) {
      if (i % BARS_BETWEEN_FILLS == 0) {
        fill();
      }
      bar(i % 4 == 0 ? FaultModel.SHOWS_POSITION : FaultModel.BUYS);
      long due = begin + (i + 1) * 1_000_000_000L / barsPerSecond;
      while (loading && System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  void rest() throws InterruptedException {
    loading = false;
    load.join();
  }

  /** Waits until a signal of a bar from now on is heard; sends more when nothing else does. */
  void awaitSignal() {
    long now = firstBar + next;
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!loading) {
                bar(FaultModel.BUYS);
              }
              return lastHeardBar > now;
            });
  }

  /** Waits until signals can be heard. */
  void awaitConnected() throws Exception {
    await().atMost(PATIENCE).until(() -> in.getStatus() == Connection.Status.CONNECTED);
    in.flush(PATIENCE);
  }

  /** Waits until an entry goes out for a bar from now on. */
  void awaitTrading() {
    long now = firstBar + next;
    await().atMost(PATIENCE.multipliedBy(3)).until(() -> lastEntry > now);
  }

  /** Waits for so many more signals. */
  void awaitSignals(int more) {
    int goal = heard.size() + more;
    await().atMost(PATIENCE).until(() -> heard.size() >= goal);
  }

  /** What the service says that its position is, of a bar from now on. */
  double askPosition() {
    long now = firstBar + next;
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              bar(FaultModel.SHOWS_POSITION);
              return positionAt > now;
            });
    return position;
  }

  /** Sends all fills again, as whoever executes does; waits until the position is their sum. */
  void deliverFillsAgain() {
    for (int i = 1; i <= fills.get(); i++) {
      String text = fill(i);
      if (!send(FILLS, text)) {
        await().atMost(PATIENCE).until(() -> send(FILLS, text));
      }
    }
    await().atMost(PATIENCE).until(() -> askPosition() == fills.get());
  }

  /** The position of the last signal that showed one. */
  double lastPosition() {
    return position;
  }

  int bars() {
    return bars.get();
  }

  int fills() {
    return fills.get();
  }

  int repeats() {
    return repeats.get();
  }

  Map<String, String> heard() {
    return heard;
  }

  Queue<String> conflicts() {
    return conflicts;
  }

  @Override
  public void close() {
    try {
      rest();
      out.close();
      in.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while closing a client", e);
    }
  }
}

package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.FrameKind;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Swaps models while bars come in at a steady rate on several lanes, and keeps what came of each
 * bar.
 */
final class SwapsUnderLoad implements AutoCloseable {
  private static final int LANES = 2;
  private static final int SYMBOLS = 4;

  final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final FakeModelProvider provider = new FakeModelProvider();
  private final FakeStore store = new FakeStore(provider);
  private final InferenceEngine engine;
  private long sent;

  /** A decision as a listener saw it. */
  record Seen(String symbol, long barTime, String version, long latencyNanos) {}

  private final class Ears implements EngineListener {
    @Override
    public void onDecision(DecisionView decision) {
      seen.add(
          new Seen(
              decision.symbol(),
              decision.barTimeMillis(),
              decision.modelVersion(),
              decision.decidedAtNanos() - decision.receivedAtNanos()));
    }
  }

  SwapsUnderLoad(Path journal) {
    for (int i = 0; i < SYMBOLS; i++) {
      for (String version : List.of("1", "2")) {
        store.with(version, symbol(i), "", () -> Rig.buyer().forgetful(), Optional.empty());
      }
    }
    engine =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .checkpointStore(store)
            .bindings(List.of(RegistryRig.binding("1")))
            .listener(new Ears())
            .feed(FeedSettings.defaults())
            .journal(JournalSettings.of(JournalConfig.of(journal)))
            .settings(
                new EngineSettings(
                    LANES, 65_536, 8_192, Duration.ofSeconds(5), Duration.ofSeconds(20)))
            .build();
    engine.start();
  }

  private static String symbol(int index) {
    return "SYM" + index;
  }

  /** Sends bars at a rate on this thread, as long as something goes on. */
  void send(int perSecond, AtomicBoolean going) {
    SystemClock clock = new SystemClock();
    long start = System.nanoTime();
    long first = sent;
    while (going.get()) {
      long due = start + TimeUnit.SECONDS.toNanos(1) * (sent - first) / perSecond;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(Math.min(100_000, due - System.nanoTime()));
      }
      String symbol = symbol((int) (sent % SYMBOLS));
      // Bars of their own, a millisecond apart, around now.
      long time = clock.epochNanos() / 1_000_000 + sent / SYMBOLS;
      engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              "features." + symbol + ".5m",
              utf8(usual(BAR).replace("EURUSD", symbol).replace("" + BAR, "" + time)),
              clock.epochNanos());
      sent++;
    }
  }

  long sent() {
    return sent;
  }

  InferenceEngine engine() {
    return engine;
  }

  /** The 99th percentile of the latencies of some decisions, in nanoseconds. */
  static long p99(List<Seen> some) {
    long[] sorted = some.stream().mapToLong(Seen::latencyNanos).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * 0.99)];
  }

  /** How often the version changes among the decisions of a symbol, in their order. */
  long changes(String symbol) {
    String[] versions =
        seen.stream()
            .filter(it -> it.symbol().equals(symbol))
            .map(Seen::version)
            .toArray(String[]::new);
    return IntStream.range(1, versions.length)
        .filter(i -> !versions[i].equals(versions[i - 1]))
        .count();
  }

  @Override
  public void close() {
    engine.close();
  }
}

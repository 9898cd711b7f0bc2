package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.core.SwapsUnderLoad.Seen;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swaps while bars come in: none is lost, none is decided twice, versions change cleanly. */
class SwapsUnderLoadTest {
  private static final int BARS_PER_SECOND = 5_000;

  @TempDir private Path folder;

  @Test
  void swaps_underLoad_loseAndRepeatNothing() throws Exception {
    run(40, Duration.ofSeconds(1), Duration.ZERO);
  }

  /** As long as it takes: {@code ./tickcast test --soak}. */
  @Tag("soak")
  @Test
  void thousandSwaps_underLoad_leaveHeapAndThreadsAsTheyWere() throws Exception {
    run(1_000, Duration.ofSeconds(20), Duration.ofMillis(100));
  }

  private void run(int swaps, Duration quiet, Duration apart) throws Exception {
    int first = swaps / 10;
    try (SwapsUnderLoad load = new SwapsUnderLoad(folder.resolve("journal"))) {
      List<Seen> without = send(load, () -> quietly(quiet));
      List<Seen> burst = send(load, () -> swap(load, first, Duration.ZERO));
      // What is made once is there now.
      Set<String> threads = threads();
      long heap = heap();
      String outside = outsideHeap();
      List<Seen> during = send(load, () -> swap(load, swaps, apart));
      String outsideAfter = outsideHeap();
      assertThat(threads()).isEqualTo(threads);
      assertNothingLost(load, first + swaps);
      report(
          swaps
              + " swaps under "
              + BARS_PER_SECOND
              + " bars/s, "
              + apart.toMillis()
              + " ms apart, "
              + load.sent()
              + " bars, none lost or repeated; p99 "
              + SwapsUnderLoad.p99(without) / 1_000
              + " us without and "
              + SwapsUnderLoad.p99(during) / 1_000
              + " us during swaps, ratio "
              + (double) SwapsUnderLoad.p99(during) / Math.max(1, SwapsUnderLoad.p99(without))
              + "; "
              + SwapsUnderLoad.p99(burst) / 1_000
              + " us during "
              + first
              + " swaps one after the other; heap "
              + heap / 1_024
              + " to "
              + heap() / 1_024
              + " KiB; "
              + outside
              + " to "
              + outsideAfter
              + "; threads "
              + threads.size());
    }
  }

  /** Leaves a line where the command that asked for it looks. */
  private static void report(String line) throws IOException {
    String file = System.getenv("TICKCAST_SOAK");
    if (file != null) {
      Files.writeString(
          Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static void quietly(Duration quiet) {
    long end = System.nanoTime() + quiet.toNanos();
    await().atMost(quiet.plusSeconds(30)).until(() -> System.nanoTime() - end > 0);
  }

  /** Sends bars while something goes on, and gives what was decided meanwhile. */
  private static List<Seen> send(SwapsUnderLoad load, Runnable meanwhile) throws Exception {
    int before = load.seen.size();
    AtomicBoolean going = new AtomicBoolean(true);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(meanwhile).whenComplete((done, failure) -> going.set(false));
    load.send(BARS_PER_SECOND, going);
    other.get(10, TimeUnit.MINUTES);
    await().atMost(Duration.ofSeconds(60)).until(() -> load.seen.size() == load.sent());
    return List.copyOf(load.seen.subList(before, load.seen.size()));
  }

  private static void swap(SwapsUnderLoad load, int count, Duration apart) {
    ModelRegistry registry = load.engine().registry();
    for (int i = 0; i < count; i++) {
      LockSupport.parkNanos(apart.toNanos());
      if (i % 2 == 0) {
        registry.promote("main", "2", "load", "swap " + i).join();
      } else {
        registry.rollback("main", "load", "swap " + i).join();
      }
    }
  }

  private static void assertNothingLost(SwapsUnderLoad load, int swaps) {
    assertThat(load.engine().status().sources()).allMatch(source -> source.dropped() == 0);
    List<Seen> all = new ArrayList<>(load.seen);
    assertThat(all).hasSize((int) load.sent());
    Map<String, Long> lastTime = new HashMap<>();
    for (Seen one : all) {
      Long before = lastTime.put(one.symbol(), one.barTime());
      assertThat(before == null || before < one.barTime()).as("order of %s", one).isTrue();
    }
    // Two swaps between two bars leave no trace in the decisions; more than there were can not be.
    for (String symbol : lastTime.keySet()) {
      assertThat(load.changes(symbol)).isPositive().isLessThanOrEqualTo(swaps);
    }
    assertThat(load.engine().registry().history()).hasSize((swaps + 1) * lastTime.size());
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Direct buffers, and where the system says it what the process holds in all. */
  private static String outsideHeap() {
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    String resident = "";
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      resident =
          lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElse("").replace("\t", " ");
    } catch (IOException e) {
      resident = "VmRSS: not known here";
    }
    return "direct buffers " + direct / 1_024 + " KiB, " + resident;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("tickcast-"))
        .collect(Collectors.toSet());
  }
}

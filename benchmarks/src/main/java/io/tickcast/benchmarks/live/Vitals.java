package io.tickcast.benchmarks.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds: its heap after a collection, all of its memory, and its threads.
 *
 * @param heapKib of live objects
 * @param residentKib as the system counts it
 * @param threads of the process
 */
record Vitals(long heapKib, long residentKib, long threads) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /** Has the JVM collect, and looks at it. */
  static Vitals of(long processId) {
    jcmd(processId, "GC.run");
    String heap = jcmd(processId, "GC.heap_info");
    Matcher used = USED.matcher(heap);
    if (!used.find()) {
      throw new IllegalStateException(
          "expected the heap of process " + processId + ", found " + heap);
    }
    return new Vitals(
        Long.parseLong(used.group(1)),
        ofSystem(processId, "VmRSS"),
        ofSystem(processId, "Threads"));
  }

  private static String jcmd(long processId, String command) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(program.toString(), Long.toString(processId), command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to run '" + program + "'", e);
    }
  }

  private static long ofSystem(long processId, String field) {
    Path file = Path.of("/proc", Long.toString(processId), "status");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("expected '" + file + "', which Linux has", e);
    }
  }
}

package io.tickcast.benchmarks.live;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a run took place. <i>Immutable.</i>
 *
 * @param processor its model
 * @param processors how many the JVM sees
 * @param system name and version of the operating system
 * @param jdk name and version of the JVM of all sides
 * @param loadAtStart how many tasks wanted to run, over the last minute; negative when unknown
 */
record Machine(String processor, int processors, String system, String jdk, double loadAtStart) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine here() {
    return new Machine(
        processorModel(),
        Runtime.getRuntime().availableProcessors(),
        property("os.name") + " " + property("os.version"),
        property("java.vm.name") + " " + property("java.vm.version"),
        load());
  }

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String processorModel() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(property("os.arch"));
      } catch (IOException e) {
        return property("os.arch");
      }
    }
    return property("os.arch");
  }

  String text(double loadAtEnd) {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s; %s; load average %.1f at the start, %.1f at the end",
        processor,
        processors,
        system,
        jdk,
        loadAtStart,
        loadAtEnd);
  }
}

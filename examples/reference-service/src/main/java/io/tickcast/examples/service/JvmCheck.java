package io.tickcast.examples.service;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What the Java virtual machine has. */
final class JvmCheck {
  private static final String CHECK = "java";
  private static final long LEAST_HEAP = 256L << 20;
  private static final long LEAST_FILES = 1_024;

  private JvmCheck() {}

  static Diagnosis run() {
    return judged("Java " + Runtime.version(), Runtime.getRuntime().maxMemory(), mostOpenFiles());
  }

  /** The limit of the process, where the system has one. */
  private static OptionalLong mostOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }

  /**
   * Judges what was found.
   *
   * @param version of Java
   * @param heap the most that it may take, in bytes
   * @param files how many may be open
   */
  static Diagnosis judged(String version, long heap, OptionalLong files) {
    String found =
        version
            + ", heap of up to "
            + Numbers.bytes(heap)
            + (files.isPresent() ? ", up to " + files.getAsLong() + " open files" : "");
    if (heap < LEAST_HEAP) {
      return Diagnosis.warn(
          CHECK,
          "expected a heap of at least " + Numbers.bytes(LEAST_HEAP) + ", found: " + found,
          "set more with TICKCAST_JAVA_OPTS=-Xmx1g");
    }
    if (files.isPresent() && files.getAsLong() < LEAST_FILES) {
      return Diagnosis.warn(
          CHECK,
          "expected a limit of at least " + LEAST_FILES + " open files, found: " + found,
          "raise it with 'ulimit -n 4096', or LimitNOFILE= of the unit");
    }
    return Diagnosis.ok(CHECK, found);
  }
}

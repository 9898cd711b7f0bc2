package io.tickcast.backend.lightgbm;

import com.microsoft.ml.lightgbm.lightgbmlib;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The native library, loaded once, when it is first asked for. <i>Thread-safe.</i>
 *
 * <p>It is unpacked into a new folder that is this process's own: lightgbm4j's loader takes one
 * file for all processes of a machine and truncates it at each start, under the feet of those that
 * run from it.
 */
final class NativeLibrary {
  private static final String NEEDED =
      "engine=java needs no library, this one needs Linux with glibc (not musl) and libgomp.so.1,"
          + " macOS with libomp, or Windows, and files that may be executed in java.io.tmpdir";

  /** In the order in which they are loaded: the second one needs the first. */
  private static final List<String> FILES = List.of("lib_lightgbm", "lib_lightgbm_swig");

  /** Made when this class is first used; the JVM sees to it that this is once. */
  private static final @Nullable Throwable FAULT = fault();

  private NativeLibrary() {}

  /**
   * Sees to it that the library is there.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it can not be loaded
   */
  static void require() {
    if (FAULT != null) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          Text.line(
              "expected lightgbm4j's native library on "
                  + System.getProperty("os.name")
                  + " "
                  + System.getProperty("os.arch")
                  + ", found "
                  + Text.reason(FAULT)
                  + "; "
                  + NEEDED),
          FAULT);
    }
  }

  private static @Nullable Throwable fault() {
    try {
      Path folder = Files.createTempDirectory("tickcast-lightgbm");
      List<Path> files = FILES.stream().map(name -> folder.resolve(name + ending())).toList();
      try {
        for (Path file : files) {
          unpack(file);
          System.load(file.toAbsolutePath().toString());
        }
      } finally {
        remove(folder, files);
      }
      // Fails when those classes come from another class loader, whose copy this is not.
      lightgbmlib.delete_voidpp(lightgbmlib.new_voidpp());
      return null;
    } catch (IOException | LinkageError | RuntimeException e) {
      return e;
    }
  }

  private static void unpack(Path file) throws IOException {
    String resource = "/lightgbm4j/" + platform() + "/" + file.getFileName();
    try (InputStream packed = lightgbmlib.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new FileNotFoundException("no " + resource + " in lightgbm4j");
      }
      Files.copy(packed, file);
    }
  }

  /** Where a library in use can be deleted nothing is left behind, however the process ends. */
  private static void remove(Path folder, List<Path> files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    } catch (IOException inUse) { // as Windows says of what is loaded
      folder.toFile().deleteOnExit(); // which is done in reverse order
      files.forEach(file -> file.toFile().deleteOnExit());
    }
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (ending()) {
          case ".dylib" -> "osx/";
          case ".dll" -> "windows/";
          default -> "linux/";
        }
        + switch (arch) {
          case "amd64" -> "x86_64";
          case "arm64" -> "aarch64";
          default -> arch;
        };
  }

  private static String ending() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.startsWith("mac") ? ".dylib" : os.startsWith("windows") ? ".dll" : ".so";
  }
}

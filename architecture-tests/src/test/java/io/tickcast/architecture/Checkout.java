package io.tickcast.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout that this module stands in, as text. */
final class Checkout {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Path ROOT = root();
  private static final List<SourceFile> FILES = read();

  private Checkout() {}

  /** The modules of the build, as the root's pom names them. */
  static List<String> modules() {
    return MODULE
        .matcher(text(ROOT.resolve("pom.xml")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** The pom of a module. */
  static String pom(String module) {
    return text(ROOT.resolve(module).resolve("pom.xml"));
  }

  /** All Java files of all modules. */
  static List<SourceFile> files() {
    return FILES;
  }

  static List<SourceFile> mainFiles() {
    return FILES.stream().filter(file -> !file.isTest()).toList();
  }

  static List<SourceFile> testFiles() {
    return FILES.stream().filter(SourceFile::isTest).toList();
  }

  /** The folder of the checkout. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("architecture-tests/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("expected to run inside the checkout, found no root above");
    }
    return folder;
  }

  private static List<SourceFile> read() {
    List<SourceFile> files = new ArrayList<>();
    for (String module : modules()) {
      files.addAll(filesBelow(module, "src/main/java"));
      files.addAll(filesBelow(module, "src/test/java"));
    }
    return List.copyOf(files);
  }

  private static List<SourceFile> filesBelow(String module, String folder) {
    Path sources = ROOT.resolve(module).resolve(folder);
    if (!Files.exists(sources)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(sources)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .sorted()
          .map(path -> new SourceFile(module, ROOT.relativize(path).toString(), text(path)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.tickcast.store.s3;

import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the key of an object says: {@code {type}_{symbol}_{timeframe}_v{version}.{ext}}, read from
 * the right, and {@code <model>/<version>/<file>}. <i>Immutable.</i>
 *
 * @param name the model's name
 * @param type the model type, lower-case
 * @param version the bare version
 * @param symbol the canonical symbol
 * @param timeframe the timeframe's code
 */
record ObjectName(String name, String type, String version, String symbol, String timeframe) {
  /** What is appended to the key of a model. */
  static final String MANIFEST = ".manifest.json";

  /** The names in {@code <model>/<version>/<file>}. */
  static final int DEPTH_MAX = 3;

  private static final int LENGTH_MAX = 255;
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", "~");
  private static final Pattern FORM =
      Pattern.compile(
          "(?<type>[A-Za-z0-9][A-Za-z0-9_.-]*)"
              + "_(?<symbol>[A-Za-z0-9-]{1,32})"
              + "_(?<timeframe>[0-9]{1,2}[A-Za-z])"
              + "_[vV](?<version>[A-Za-z0-9][A-Za-z0-9.+-]*?)"
              + "\\.(?<extension>[A-Za-z][A-Za-z0-9]*(?:\\.(?:gz|bz2|xz|z|lz4|zst|lzma))?)",
          Pattern.CASE_INSENSITIVE);

  /** Whether an object may be a model: not a manifest, not hidden, not deeper than it should be. */
  static boolean isCandidate(String location) {
    String[] names = location.split("/", -1);
    if (names.length > DEPTH_MAX || location.endsWith(MANIFEST)) {
      return false;
    }
    for (String name : names) {
      if (name.isBlank() || name.startsWith(".") || name.length() > LENGTH_MAX) {
        return false;
      }
    }
    String lower = location.toLowerCase(Locale.ROOT);
    return UNFINISHED.stream().noneMatch(lower::endsWith);
  }

  /** Whether the key alone says what the object is. */
  static boolean isDeclared(String location) {
    return ofFile(file(location)).isPresent();
  }

  /** Whether an object stands where folders say what it is. */
  static boolean isInFolders(String location) {
    return location.split("/", -1).length == DEPTH_MAX;
  }

  /** The folder of an object; empty for none. */
  static String folder(String location) {
    return location.substring(0, location.lastIndexOf('/') + 1);
  }

  private static String file(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** What a key says; what it leaves open is empty. */
  static ObjectName of(String location) {
    ObjectName known = ofFile(file(location)).orElse(new ObjectName("", "", "", "", ""));
    String[] names = location.split("/", -1);
    if (names.length != DEPTH_MAX) {
      return known;
    }
    return new ObjectName(
        either(known.name(), names[0]),
        known.type(),
        either(known.version(), names[1].replaceFirst("^[vV](?=[0-9])", "")),
        known.symbol(),
        known.timeframe());
  }

  private static Optional<ObjectName> ofFile(String file) {
    Matcher matcher = FORM.matcher(file);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String type = lower(matcher.group("type"));
    return Timeframe.find(lower(matcher.group("timeframe")))
        .map(
            timeframe ->
                new ObjectName(
                    type,
                    type,
                    matcher.group("version"),
                    matcher.group("symbol").toUpperCase(Locale.ROOT),
                    timeframe.code()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String either(String known, String otherwise) {
    return known.isEmpty() ? otherwise : known;
  }
}

package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a model file says: {@code {type}_{symbol}_{timeframe}_v{version}.{ext}}, read
 * from the right, in any case. <i>Immutable.</i>
 *
 * @param type the model type, lower-case; may hold underscores, such as {@code random_forest}
 * @param symbol the canonical symbol
 * @param timeframe the timeframe
 * @param version the bare version
 * @param extension lower-case, with that of a compression, such as {@code json.gz}
 */
record CheckpointFileName(
    String type, String symbol, Timeframe timeframe, String version, String extension) {
  private static final int LENGTH_MAX = 255;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<type>[A-Za-z0-9][A-Za-z0-9_.-]*)"
              + "_(?<symbol>[A-Za-z0-9-]{1,32})"
              + "_(?<timeframe>[0-9]{1,2}[A-Za-z])"
              + "_[vV](?<version>[A-Za-z0-9][A-Za-z0-9.+-]*?)"
              + "\\.(?<extension>[A-Za-z][A-Za-z0-9]*(?:\\.(?:gz|bz2|xz|z|lz4|zst|lzma))?)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads a file name.
   *
   * @param fileName without its folder
   * @return empty when it has another form
   */
  static Optional<CheckpointFileName> parse(String fileName) {
    if (fileName.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Timeframe.find(lower(matcher.group("timeframe")))
        .map(
            timeframe ->
                new CheckpointFileName(
                    lower(matcher.group("type")),
                    matcher.group("symbol").toUpperCase(Locale.ROOT),
                    timeframe,
                    matcher.group("version"),
                    lower(matcher.group("extension"))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

package io.tickcast.benchmarks.live;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.benchmarks.DemoData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The models and the configuration of a service for the bench. <i>Immutable.</i>
 *
 * @param folder that they are written into
 */
record ServiceFiles(Path folder) {
  private static final String VERSION = "1.0.0";
  private static final String DATA = "data";
  private static final String RECORDS = "records.jsonl";
  private static final int RECORDS_PER_BAR = 2;

  /** The demo's model, once for each symbol, with a manifest that says so. */
  void writeModels() {
    byte[] model = DemoData.modelFile();
    String manifest = DemoData.modelManifest();
    String recorded = "\"symbol\": \"" + Symbols.RECORDED + "\"";
    if (!manifest.contains(recorded)) {
      throw new IllegalStateException("expected " + recorded + " in the demo's manifest");
    }
    try {
      Files.createDirectories(models());
      for (int i = 0; i < Symbols.COUNT; i++) {
        String symbol = Symbols.name(i);
        Path file =
            models()
                .resolve(
                    "xgboost_%s_%s_v%s.ubj"
                        .formatted(symbol.toLowerCase(Locale.ROOT), Symbols.TIMEFRAME, VERSION));
        Files.write(file, model);
        Files.writeString(
            models().resolve(file.getFileName() + ".manifest.json"),
            manifest.replace(recorded, "\"symbol\": \"" + symbol + "\""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write models into '" + models() + "'", e);
    }
  }

  private Path models() {
    return folder.resolve("models");
  }

  /**
   * Writes a configuration: the defaults, but for limits that would gate bars because a bench sends
   * more than a market does.
   *
   * @param nats the server's address
   * @param setup what archives
   * @param further sinks, one block each
   * @return the file
   */
  Path writeConfig(String nats, Setup setup, List<String> further) {
    String sinks =
        setup == Setup.RECORDS
            ? "  - {name: records, type: jsonl, file: "
                + RECORDS
                + ", kinds: \"SIGNAL,PREDICTION\"}\n"
            : String.join("", further);
    String text =
        """
        operational:
          inference_settings: {confidence_threshold: 0.4, max_latency_ms: 60000}
          signal_generation: {max_entries_per_minute: 10000000}
        models: {folder: models}
        sources:
          - {name: nats, type: nats, url: "%s"}
        sinks:
          - {name: nats, type: nats, url: "%s"}
        %shttp: {port: 0}
        data: %s
        """
            .formatted(nats, nats, sinks, DATA);
    Path file = folder.resolve("tickcast-" + setup.name().toLowerCase(Locale.ROOT) + ".yaml");
    try {
      Files.writeString(file, text);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write '" + file + "'", e);
    }
  }

  /**
   * Refuses a file that does not hold a signal and a prediction of each bar.
   *
   * @param bars how many there were
   */
  void verifyRecords(long bars) {
    Path file = folder.resolve(DATA).resolve(RECORDS);
    long lines = lines(file);
    if (lines != RECORDS_PER_BAR * bars) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected a signal and a prediction of each of "
              + bars
              + " bars in the file of records, found "
              + lines
              + " lines");
    }
  }

  private static long lines(Path file) {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read '" + file + "'", e);
    }
  }
}

package io.tickcast.benchmarks.live;

import io.tickcast.benchmarks.DemoData;
import java.io.IOException;
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
    String durability = setup == Setup.POWER ? "power" : "process";
    String name = setup.name().toLowerCase(Locale.ROOT);
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
        journal: {durability: %s}
        data: data-%s
        """
            .formatted(nats, nats, String.join("", further), durability, name);
    Path file = folder.resolve("tickcast-" + name + ".yaml");
    try {
      Files.writeString(file, text);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write '" + file + "'", e);
    }
  }
}

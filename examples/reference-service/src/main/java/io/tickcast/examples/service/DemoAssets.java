package io.tickcast.examples.service;

import io.tickcast.api.ModelArtifact;
import io.tickcast.core.Manifests;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.PaperSettings;
import io.tickcast.core.PositionFeed;
import io.tickcast.core.PositionRules;
import io.tickcast.core.RecordedSource;
import io.tickcast.core.SignalSettings;
import io.tickcast.core.SizeUnit;
import io.tickcast.core.TradingSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the demo brings along: a model that xgboost trained on ten years of EURUSD hours, and the
 * year after them as a recording.
 */
final class DemoAssets {
  static final String SYMBOL = "EURUSD";
  static final String TIMEFRAME = "1h";
  static final String CHANNEL = "features." + SYMBOL + "." + TIMEFRAME;

  /** Entries of the demo's model are seldom above it: markets are hard to foresee. */
  static final String THRESHOLD = "0.5";

  private static final double AGENT_SIZE = 1_000;
  private static final double AGENT_CASH = 10_000;
  private static final double AGENT_FEE = 0.00002;

  private static final String FOLDER = "demo/";
  private static final String MODEL = "xgboost_eurusd_1h_v1.0.0.ubj";
  private static final String AGENT = "ppo_eurusd_1h_v1.0.0.zip";
  private static final String MANIFEST = ".manifest.json";
  private static final String RECORDING = FOLDER + "eurusd_1h.rec.gz";

  private DemoAssets() {}

  static ModelArtifact model() throws IOException {
    return artifact(FOLDER + MODEL);
  }

  /** The agent, which trades on paper as its environment did. */
  static ModelArtifact agent() throws IOException {
    return artifact(FOLDER + AGENT);
  }

  private static ModelArtifact artifact(String file) throws IOException {
    String manifest = new String(bytes(file + MANIFEST), StandardCharsets.UTF_8);
    return ModelArtifact.of(file, bytes(file))
        .withManifest(Manifests.parse(manifest, file + MANIFEST));
  }

  /** The size, the fee and the rules that the agent was trained with (tools/demo/make_agent.py). */
  static OperationalConfig onPaper() {
    SignalSettings d = SignalSettings.defaults();
    SignalSettings signals =
        new SignalSettings(
            true,
            true,
            d.atrMultiplierSl(),
            d.atrMultiplierTp(),
            d.atrFeature(),
            AGENT_SIZE,
            SizeUnit.UNITS,
            d.signalValidity());
    PositionRules rules =
        new PositionRules(
            false, PositionRules.Opposite.HOLD, Optional.empty(), Optional.empty(), 0);
    return OperationalConfig.defaults()
        .withSignals(signals)
        .withTrading(
            TradingSettings.defaults()
                .withFeed(PositionFeed.onPaper(new PaperSettings(AGENT_CASH, AGENT_FEE)))
                .withRules(rules));
  }

  /** The recording, as fast as it is polled. */
  static RecordedSource bars() {
    return RecordedSource.of(RECORDING, () -> open(RECORDING));
  }

  /** The first bar of the recording. */
  static byte[] bar() {
    List<byte[]> bars = new ArrayList<>();
    try (RecordedSource source = bars()) {
      source.open();
      source.poll((kind, channel, content, at) -> bars.add(content), 1, Duration.ZERO);
    }
    return bars.get(0);
  }

  /** Writes the model and its manifest into a folder, as files that anybody can look at. */
  static void copyModel(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : List.of(MODEL, MODEL + MANIFEST)) {
      Files.write(folder.resolve(name), bytes(FOLDER + name));
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream stream = open(name)) {
      return stream.readAllBytes();
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream stream = DemoAssets.class.getResourceAsStream(name);
    if (stream == null) {
      throw new FileNotFoundException("no resource '" + name + "' beside the program");
    }
    return stream;
  }
}

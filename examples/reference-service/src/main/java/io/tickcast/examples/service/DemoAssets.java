package io.tickcast.examples.service;

import io.tickcast.api.ModelArtifact;
import io.tickcast.core.Manifests;
import io.tickcast.core.RecordedSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

  private static final String FOLDER = "demo/";
  private static final String MODEL = "xgboost_eurusd_1h_v1.0.0.ubj";
  private static final String MANIFEST = MODEL + ".manifest.json";
  private static final String RECORDING = FOLDER + "eurusd_1h.rec.gz";

  private DemoAssets() {}

  static ModelArtifact model() throws IOException {
    String manifest = new String(bytes(FOLDER + MANIFEST), StandardCharsets.UTF_8);
    return ModelArtifact.of(FOLDER + MODEL, bytes(FOLDER + MODEL))
        .withManifest(Manifests.parse(manifest, FOLDER + MANIFEST));
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
    for (String name : List.of(MODEL, MANIFEST)) {
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

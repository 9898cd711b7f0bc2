package io.tickcast.examples.service;

import io.tickcast.api.ModelArtifact;
import io.tickcast.core.Manifests;
import io.tickcast.core.RecordedSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the demo brings along: a model that xgboost trained on ten years of EURUSD hours, and the
 * year after them as a recording.
 */
final class DemoAssets {
  static final String SYMBOL = "EURUSD";
  static final String TIMEFRAME = "1h";

  private static final String MODEL = "demo/xgboost_eurusd_1h_v1.0.0.ubj";
  private static final String MANIFEST = MODEL + ".manifest.json";
  private static final String RECORDING = "demo/eurusd_1h.rec.gz";

  private DemoAssets() {}

  static ModelArtifact model() throws IOException {
    String manifest = new String(bytes(MANIFEST), StandardCharsets.UTF_8);
    return ModelArtifact.of(MODEL, bytes(MODEL)).withManifest(Manifests.parse(manifest, MANIFEST));
  }

  /** The recording, as fast as it is polled. */
  static RecordedSource bars() {
    return RecordedSource.of(RECORDING, () -> open(RECORDING));
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

package io.tickcast.backend.lightgbm;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.trees.LightgbmFile;

/**
 * Loads LightGBM's text files, and pickles and joblib files around such a text, into LightGBM's own
 * library, when the option {@code engine} is {@code native}. <i>Thread-safe.</i>
 *
 * <p>A file is first read and checked by {@link LightgbmFile}; the library gets a text that is
 * written anew from what has been checked, so that its parser meets no byte of unknown origin. What
 * it then predicts is compared with the engine in pure Java. The library is loaded with the first
 * model, not before.
 */
public final class LightgbmNativeModelProvider implements ModelProvider {
  /** Creates the provider; does no I/O and loads no native library. */
  public LightgbmNativeModelProvider() {}

  @Override
  public String name() {
    return "lightgbm-native";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!"native".equals(artifact.options().get("engine"))) {
      return Probe.no();
    }
    return LightgbmFile.probe(artifact).map(Probe::yes).orElseGet(Probe::no);
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    LightgbmFile file = LightgbmFile.read(artifact);
    NativeModel model = new NativeModel(file, artifact.manifest(), artifact.location());
    try (Model reference = file.model(artifact.manifest())) {
      CrossCheck.compare(model, reference, artifact.location());
    }
    return model;
  }
}

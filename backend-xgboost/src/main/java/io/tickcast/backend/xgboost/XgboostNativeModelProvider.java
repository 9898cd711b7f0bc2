package io.tickcast.backend.xgboost;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.trees.XgboostFile;

/**
 * Loads XGBoost files (JSON, UBJSON, binary, pickled) into XGBoost's own library, when the option
 * {@code engine} is {@code native}. <i>Thread-safe.</i>
 *
 * <p>A file is first read and checked by {@link XgboostFile}; the library gets it in the form that
 * its version reads correctly, and what it then predicts is compared with the engine in pure Java,
 * because it takes what it does not understand for a default without a word. The library is loaded
 * with the first model, not before.
 */
public final class XgboostNativeModelProvider implements ModelProvider {
  /** Creates the provider; does no I/O and loads no native library. */
  public XgboostNativeModelProvider() {}

  @Override
  public String name() {
    return "xgboost-native";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!"native".equals(artifact.options().get("engine"))) {
      return Probe.no();
    }
    return XgboostFile.probe(artifact).map(Probe::yes).orElseGet(Probe::no);
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    XgboostFile file = XgboostFile.read(artifact);
    NativeBooster booster = NativeBooster.load(file.bytesForVersion30(), artifact.location());
    NativeModel model = new NativeModel(file, artifact.manifest(), booster);
    try (Model reference = file.model(artifact.manifest())) {
      CrossCheck.compare(model, reference, artifact.location());
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }
}

package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A verified model with the names that signals give it. <i>Thread-safe.</i> */
public final class LoadedModel {
  private static final int HASH_DIGITS = 16;

  private final Model model;
  private final String name;
  private final String type;
  private final String version;
  private final String modelVersion;
  private final String sha256;
  private final String location;
  private final String featuresHash;
  private final Optional<ModelManifest> manifest;
  private final ActionRule rule;
  private final ModelFacts facts;
  private volatile Verification verified;
  private final WindowSpec window;

  /** Those who use it, the one who loaded it first; it is closed with the last of them. */
  private int leases = 1;

  private LoadedModel(Model model, ModelArtifact artifact, GoldenCheck.Result golden) {
    this.model = model;
    this.manifest = artifact.manifest();
    this.type = manifest.map(ModelManifest::type).orElse("");
    this.name = manifest.map(ModelManifest::name).filter(text -> !text.isEmpty()).orElse(type);
    this.version = manifest.map(ModelManifest::version).orElse("");
    this.modelVersion = name + "-v" + version;
    this.sha256 = artifact.sha256();
    this.location = artifact.location();
    this.rule = ActionRules.of(model.signature(), manifest.flatMap(ModelManifest::output));
    this.window = manifest.map(WindowSpec::of).orElse(WindowSpec.DEFAULT);
    this.featuresHash =
        ModelArtifact.sha256(
                String.join("\n", model.signature().inputNames()).getBytes(StandardCharsets.UTF_8))
            .substring(0, HASH_DIGITS);
    this.facts =
        ModelFacts.of(
            modelVersion,
            sha256,
            model.signature().inputs().stream().map(Input::name).toList(),
            model.signature().outputs().stream().map(Output::name).toList());
    this.verified =
        Verification.ofRows(
            sha256, golden.rows(), golden.worst(), String.join(" ", facts.outputs()));
  }

  /**
   * Checks that a model can trade: it has a name, a version, named inputs and declared outputs, and
   * gives what its golden rows say.
   */
  static LoadedModel verified(Model model, ModelArtifact artifact) {
    try {
      LoadedModel loaded = new LoadedModel(model, artifact, GoldenCheck.verify(model, artifact));
      loaded.requireNames();
      return loaded;
    } catch (InferenceException e) {
      throw new InferenceException(e.code(), artifact.location() + ": " + e.getMessage(), e);
    }
  }

  private void requireNames() {
    if (name.isEmpty() || version.isEmpty()) {
      throw mismatch(
          "expected a manifest, or a file named {type}_{symbol}_{timeframe}_v{version}.{ext}, found neither a"
              + " name nor a version");
    }
    ModelSignature signature = model.signature();
    if (!signature.named()) {
      throw mismatch(
          "expected feature names in the model file or in the manifest field 'features', found none for "
              + signature.inputs().size()
              + " inputs");
    }
    if (signature.window() > 1 && signature.width() > SavedWindow.VALUES_MAX) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          "expected a window of at most "
              + SavedWindow.VALUES_MAX
              + " inputs in all, found "
              + signature.width());
    }
    for (Input input : signature.inputs()) {
      if (!input.symbol().isEmpty()) {
        throw unsupported("input '" + input.name() + "' of another symbol");
      }
      if (input.kind() == InputKind.STATE) {
        StateNeeds.requireKnown(input);
      }
    }
    for (Output output : signature.outputs()) {
      if (!output.symbol().isEmpty()) {
        throw unsupported("output '" + output.name() + "' about another symbol");
      }
    }
  }

  private static InferenceException mismatch(String message) {
    return new InferenceException(ErrorCode.SCHEMA_MISMATCH, message);
  }

  private static InferenceException unsupported(String what) {
    return new InferenceException(
        ErrorCode.UNSUPPORTED_MODEL,
        "expected a model of one instrument, found " + what + ", which this version does not feed");
  }

  /** What the model takes and gives. */
  public ModelSignature signature() {
    return model.signature();
  }

  /** The name, such as {@code xgboost}. */
  public String name() {
    return name;
  }

  /** The label of its kind, such as {@code xgboost}. */
  public String type() {
    return type;
  }

  /** The bare version, such as {@code 1.2.3}. */
  public String version() {
    return version;
  }

  /** As signals name it, such as {@code xgboost-v1.2.3}. */
  public String modelVersion() {
    return modelVersion;
  }

  /** The sha256 of the model file. */
  public String sha256() {
    return sha256;
  }

  /** Where it came from. */
  public String location() {
    return location;
  }

  /** The canonical symbol that it was trained for; empty when nobody said. */
  public String symbol() {
    return manifest.map(ModelManifest::symbol).orElse("");
  }

  /** The code of the timeframe that it was trained for; empty when nobody said. */
  public String timeframe() {
    return manifest.flatMap(ModelManifest::timeframe).map(t -> t.code()).orElse("");
  }

  /** What was checked when it was loaded, in one line. */
  public String verification() {
    return verified.summary();
  }

  /** What was checked when it was loaded. */
  public Verification verified() {
    return verified;
  }

  /** Notes what more was checked. */
  void verified(Verification more) {
    verified = more;
  }

  /**
   * Keeps it open until {@link #release}.
   *
   * @throws InferenceException (ILLEGAL_STATE) when it is closed
   */
  synchronized void retain() {
    if (leases == 0) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found " + this + " closed");
    }
    leases++;
  }

  /** Gives up one use; the last one closes the model. */
  void release() {
    synchronized (this) {
      if (leases == 0 || --leases > 0) {
        return;
      }
    }
    model.close();
  }

  /** Whether it is closed. */
  synchronized boolean isClosed() {
    return leases == 0;
  }

  /** 16 hexadecimal digits that stand for the feature names in their order. */
  public String featuresHash() {
    return featuresHash;
  }

  Model model() {
    return model;
  }

  /** Rows with the outputs that they have to give. */
  Optional<GoldenRows> golden() {
    return manifest.flatMap(ModelManifest::golden);
  }

  /** What its producer declares beside its bytes. */
  Optional<ModelManifest> manifest() {
    return manifest;
  }

  ModelFacts facts() {
    return facts;
  }

  /** How its window is kept and laid out. */
  WindowSpec window() {
    return window;
  }

  ActionRule rule() {
    return rule;
  }

  /** Whether NaN goes into the model for a missing input. */
  boolean passesMissing() {
    MissingPolicy policy = manifest.map(ModelManifest::missing).orElse(MissingPolicy.MODEL);
    return switch (policy) {
      case PASS -> true;
      case HOLD -> false;
      case MODEL -> model.signature().acceptsMissing();
    };
  }

  @Override
  public String toString() {
    return "LoadedModel[" + modelVersion + ", " + location + "]";
  }
}

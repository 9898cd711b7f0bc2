package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.OneLine;
import io.tickcast.api.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads models: asks every backend what the bytes are, and lets the one load that knows them. The
 * name of a file and the type in its manifest select nothing. <i>Thread-safe.</i>
 */
public final class ModelLoader {
  private static final int DEPTH_MAX = 8;

  private final Providers<ModelProvider> providers;

  private ModelLoader(Providers<ModelProvider> providers) {
    this.providers = providers;
  }

  /**
   * Finds the backends.
   *
   * @param loader whose services are looked at
   * @param explicit backends beside those
   * @throws InferenceException (CONFLICT) when two different classes have one name;
   *     (INVALID_CONFIGURATION) when an explicit one can not be used
   */
  public static ModelLoader create(ClassLoader loader, List<ModelProvider> explicit) {
    return new ModelLoader(Providers.find(ProviderKind.MODELS, loader, explicit));
  }

  /** The names of the backends, in order. */
  public List<String> backends() {
    return providers.all().stream().map(ModelProvider::name).toList();
  }

  /** The backends that are left out, and why: one line each. */
  public List<String> broken() {
    return providers.broken();
  }

  /**
   * Reads a model file with its manifest: the one given, else {@code <file>.manifest.json} beside
   * it. What a manifest leaves open is taken from a name of the form {@code
   * {type}_{symbol}_{timeframe}_v{version}.{ext}}.
   *
   * @param file the model
   * @param manifest its manifest, which must exist then
   * @throws InferenceException (NOT_FOUND) when there is no such file; (LIMIT_EXCEEDED) when it is
   *     larger than 1 GiB; (RESOURCE_UNAVAILABLE) when it can not be read; (MALFORMED_MODEL) when
   *     the manifest does not fit
   */
  public static ModelArtifact readFile(Path file, Optional<Path> manifest) {
    return ModelFiles.read(file, manifest, ModelFiles.BYTES_MAX);
  }

  /**
   * Reads a model file as {@link #readFile(Path, Optional)} does, with another {@code VecNormalize}
   * than its manifest declares.
   *
   * @param file the model
   * @param manifest its manifest, which must exist then
   * @param vecNormalize the pickle of the normaliser
   * @throws InferenceException as there, for each of the files
   */
  public static ModelArtifact readFile(Path file, Optional<Path> manifest, Path vecNormalize) {
    ModelArtifact artifact = ModelFiles.bare(file, manifest, ModelFiles.BYTES_MAX);
    return artifact.withAttachment(
        ModelArtifact.VECNORMALIZE, VecNormalizeBlock.bytes(vecNormalize));
  }

  /**
   * Reads a checkpoint from a store with its manifest, also where the store hands that over as a
   * document. What it leaves open is taken from the reference; contradictions are refused.
   *
   * @param store where it is
   * @param ref from its {@link CheckpointStore#find}
   * @throws InferenceException what the store throws; (MALFORMED_MODEL, LIMIT_EXCEEDED) when the
   *     manifest does not do; (VERIFICATION_FAILED) when it contradicts the reference, or the bytes
   *     have another sha256 than store, reference or manifest say
   */
  public static ModelArtifact readCheckpoint(CheckpointStore store, CheckpointRef ref) {
    return Checkpoints.load(store, ref);
  }

  /**
   * Loads a model; the caller owns it.
   *
   * @param artifact its bytes; what its manifest carries within itself is attached here
   * @throws InferenceException (VERIFICATION_FAILED) when its manifest declares another sha256;
   *     (UNKNOWN_FORMAT) when no backend takes it, or more than one, with the answer of each;
   *     (MALFORMED_MODEL, UNSUPPORTED_MODEL, SCHEMA_MISMATCH, LIMIT_EXCEEDED, RESOURCE_UNAVAILABLE)
   *     from the backend
   */
  public Model load(ModelArtifact artifact) {
    artifact.manifest().ifPresent(manifest -> ModelFiles.verify(artifact, manifest));
    return load(VecNormalizeBlock.attached(artifact, Optional.empty()), 0);
  }

  private Model load(ModelArtifact artifact, int depth) {
    if (depth > DEPTH_MAX) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          where(artifact)
              + ": expected at most "
              + DEPTH_MAX
              + " models inside each other, found more");
    }
    ModelProvider provider = choose(artifact);
    try {
      Model model = provider.load(artifact, part -> load(part, depth + 1));
      if (model == null) {
        throw failed(provider, artifact, ErrorCode.MALFORMED_MODEL, "found none", null);
      }
      return model;
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(provider, artifact, ErrorCode.MALFORMED_MODEL, "found " + OneLine.of(e), e);
    } catch (LinkageError e) {
      // A class or a native library is not there; other errors are not ours to take.
      throw failed(provider, artifact, ErrorCode.RESOURCE_UNAVAILABLE, "found " + OneLine.of(e), e);
    }
  }

  private ModelProvider choose(ModelArtifact artifact) {
    List<ModelProvider> willing = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (ModelProvider provider : providers.all()) {
      Answer answer = ask(provider, artifact);
      answers.add(provider.name() + ": " + answer.words());
      if (answer.yes()) {
        willing.add(provider);
      }
    }
    if (willing.size() == 1) {
      return willing.get(0);
    }
    throw unknown(artifact, willing.size(), answers);
  }

  /** What a backend says, and whether that is a yes. */
  private record Answer(boolean yes, String words) {}

  private static Answer ask(ModelProvider provider, ModelArtifact artifact) {
    try {
      Probe probe = provider.probe(artifact);
      if (probe instanceof Probe.Yes yes) {
        return new Answer(true, "yes, " + OneLine.text(yes.kind()));
      }
      if (probe instanceof Probe.Refused refused) {
        return new Answer(false, "refuses " + OneLine.text(refused.kind() + ", " + refused.why()));
      }
      return new Answer(false, "no");
    } catch (RuntimeException | LinkageError e) {
      return new Answer(false, "failed with " + OneLine.of(e));
    }
  }

  private InferenceException unknown(ModelArtifact artifact, int willing, List<String> answers) {
    StringBuilder message = new StringBuilder(where(artifact)).append(": expected one backend");
    message.append(" that takes it, found ").append(willing == 0 ? "none" : willing);
    message.append(answers.isEmpty() ? "" : " (" + String.join("; ", answers) + ")");
    message.append("; the content seems to be ").append(FileSignature.describe(artifact.content()));
    if (answers.isEmpty()) {
      message.append("; add one of ").append(providers.artifactsToAdd());
    }
    return new InferenceException(
        ErrorCode.UNKNOWN_FORMAT, message.append(providers.brokenOnes()).toString());
  }

  private static InferenceException failed(
      ModelProvider provider,
      ModelArtifact artifact,
      ErrorCode code,
      String found,
      @Nullable Throwable cause) {
    return new InferenceException(
        code,
        where(artifact) + ": expected a model from backend '" + provider.name() + "', " + found,
        cause);
  }

  private static String where(ModelArtifact artifact) {
    return OneLine.text(artifact.location());
  }
}

package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model of an agent's file, its manifest and its normaliser. */
final class AgentLoader {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLoader.class);

  private AgentLoader() {}

  static AgentModel load(ModelArtifact artifact) {
    Sb3Options options = Sb3Options.of(artifact);
    Sb3File file = Sb3File.read(artifact.content());
    PolicySettings settings = file.settings();
    Optional<Normalizer> normalizer = normalizer(artifact);
    ObservationEncoder encoder = ObservationEncoder.of(settings.observation(), normalizer);
    Policy policy =
        new PolicyReader(settings, file.weights(), options.seed().isPresent())
            .read(encoder.features());
    ModelSignature signature =
        Signatures.of(artifact.manifest(), settings.observation().width(), policy.head().outputs());
    if (normalizer.isEmpty()) {
      Unnormalised.find(artifact.manifest())
          .ifPresent(found -> LOG.warn("'{}': {}", artifact.location(), found));
    }
    AgentModel.NetworkFactory networks =
        options.djl() ? DjlNetworks.of(policy.layers()) : new JavaNetworks(policy.layers());
    return new AgentModel(
        signature,
        description(file, policy, encoder, normalizer, options),
        encoder,
        policy,
        networks,
        options.seed());
  }

  private static Optional<Normalizer> normalizer(ModelArtifact artifact) {
    ByteBuffer bytes = artifact.attachments().get(ModelArtifact.VECNORMALIZE);
    if (bytes != null) {
      return Optional.of(Normalizer.read(bytes.duplicate()));
    }
    if (artifact.manifest().filter(AgentLoader::isNormalised).isPresent()) {
      throw Faults.of(
          ErrorCode.VERIFICATION_FAILED,
          "the VecNormalize that the manifest says it was trained with",
          "none",
          "the manifest field vecnormalize",
          null);
    }
    return Optional.empty();
  }

  private static boolean isNormalised(ModelManifest manifest) {
    return manifest.json().contains("\"vecnormalize\"")
        && JsonTree.read(manifest.json(), "the manifest").has("vecnormalize");
  }

  private static Map<String, String> description(
      Sb3File file,
      Policy policy,
      ObservationEncoder encoder,
      Optional<Normalizer> normalizer,
      Sb3Options options) {
    PolicySettings settings = file.settings();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("format", "stable-baselines3 zip");
    facts.put("algorithm", settings.algorithm().name());
    facts.put("written by", "stable-baselines3 " + file.version());
    facts.put("weights", file.weights().count() + " (" + file.layout() + " layout)");
    facts.put("network", policy.describe());
    facts.put("activation", settings.activation().className());
    facts.put("observation", settings.observation().describe());
    facts.put("action", settings.action().describe());
    facts.put("gSDE", String.valueOf(settings.stateDependentNoise()));
    String normal = encoder.normalises() ? "VecNormalize" : "VecNormalize, rewards alone";
    facts.put("normalisation", normalizer.isPresent() ? normal : "none");
    facts.put("engine", options.djl() ? "djl" : "java");
    facts.put(
        "sampling",
        options.seed().isPresent() ? "seed " + options.seed().getAsLong() : "deterministic");
    return facts;
  }
}

package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ZipArchive;
import java.util.Optional;

/**
 * Loads agents of Stable-Baselines3 (PPO, A2C, DQN, DDPG, SAC, TD3; versions 1 and 2) from their
 * zip files, with the {@code VecNormalize} that they were trained with as the attachment {@link
 * ModelArtifact#VECNORMALIZE}. Nothing in either file is ever executed. <i>Thread-safe.</i>
 *
 * <p>Options: {@code engine} is {@code java}, the default, or {@code djl}, which runs the layers on
 * PyTorch's own library; {@code sample_seed} is a whole number, with which actions are sampled
 * instead of taken as the best ones, the same for the same observation.
 */
public final class Sb3ModelProvider implements ModelProvider {
  private static final String KIND = "stable-baselines3";

  /** Creates the provider; does no I/O and loads no native library. */
  public Sb3ModelProvider() {}

  @Override
  public String name() {
    return "sb3";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!ZipArchive.starts(artifact.content())) {
      return Probe.no();
    }
    ZipArchive archive;
    try {
      archive = ZipArchive.open(artifact.content(), Sb3File.limits());
    } catch (InferenceException e) {
      return Probe.refused("zip", String.valueOf(e.getMessage()));
    }
    if (!Sb3File.isOne(archive)) {
      return Probe.no();
    }
    Optional<String> engine = Sb3Options.unknownEngine(artifact);
    return engine.isEmpty()
        ? Probe.yes(KIND)
        : Probe.refused(KIND, "expected engine=java or djl, found " + Faults.quoted(engine.get()));
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    try {
      return AgentLoader.load(artifact);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }
}

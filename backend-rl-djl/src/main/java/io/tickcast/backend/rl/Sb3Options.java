package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.Faults;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options of an agent's load. <i>Immutable.</i>
 *
 * @param djl whether the network runs on PyTorch's library instead of plain Java
 * @param seed of sampled actions; empty for the best ones
 */
record Sb3Options(boolean djl, OptionalLong seed) {
  private static final String ENGINE = "engine";
  private static final String SEED = "sample_seed";

  /** The engine that is asked for, when it is none that is known here. */
  static Optional<String> unknownEngine(ModelArtifact artifact) {
    String engine = artifact.options().getOrDefault(ENGINE, "java");
    boolean known = engine.equals("java") || engine.equals("djl");
    return known ? Optional.empty() : Optional.of(engine);
  }

  static Sb3Options of(ModelArtifact artifact) {
    boolean djl = "djl".equals(artifact.options().get(ENGINE));
    String seed = artifact.options().get(SEED);
    if (seed == null) {
      return new Sb3Options(djl, OptionalLong.empty());
    }
    if (!seed.matches("-?[0-9]{1,18}")) {
      throw Faults.of(
          ErrorCode.INVALID_CONFIGURATION,
          "a whole number",
          Faults.quoted(seed),
          "the option " + SEED,
          null);
    }
    return new Sb3Options(djl, OptionalLong.of(Long.parseLong(seed)));
  }
}

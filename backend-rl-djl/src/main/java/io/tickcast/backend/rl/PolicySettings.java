package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ReadLimits;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the entry {@code data} of an agent says of its policy. Of the base64 pickles in it the two
 * spaces alone are read, as data; all else stands there in plain JSON too. <i>Immutable.</i>
 *
 * @param algorithm what trained it
 * @param activation between its layers
 * @param observation the space of what it sees
 * @param action the space of what it does
 * @param stateDependentNoise whether it explores by gSDE
 * @param squashes whether it squashes its actions by a policy argument
 * @param clipMean the bound of the mean under gSDE
 * @param exploration how often a sampled action of DQN is any one
 */
record PolicySettings(
    Algorithm algorithm,
    Activation activation,
    Space observation,
    Space action,
    boolean stateDependentNoise,
    boolean squashes,
    float clipMean,
    double exploration) {
  private static final String PLACE = "policy_kwargs";
  private static final int MOST_BYTES = 32 << 20;
  private static final float CLIP_MEAN = 2;
  private static final Set<String> FLATTENING =
      Set.of(
          "<class 'stable_baselines3.common.torch_layers.FlattenExtractor'>",
          "<class 'stable_baselines3.common.torch_layers.CombinedExtractor'>");
  private static final Pattern CLASS =
      Pattern.compile("<class '([A-Za-z0-9_.]{1,200})\\.([A-Za-z0-9_]{1,80})'>");
  private static final ReadLimits LIMITS =
      ReadLimits.DEFAULTS.withInflatedBytes(MOST_BYTES).withCounts(200_000, 100_000, 100_000);

  static PolicySettings of(JsonTree data) {
    Algorithm algorithm = Algorithm.of(data);
    // Without them its library would build another network, or none that the weights fit.
    JsonTree kwargs =
        data.object(PLACE)
            .orElseThrow(
                () ->
                    Faults.unsupported(
                        "an agent that was saved with its " + PLACE, "none", "the entry data"));
    refuseExtractors(kwargs);
    if (!data.has("use_sde")) {
      throw Faults.unsupported("an agent that says use_sde", "none", "the entry data");
    }
    return new PolicySettings(
        algorithm,
        activation(kwargs, algorithm),
        space(data, "observation_space"),
        space(data, "action_space"),
        data.flag("use_sde") || kwargs.flag("use_sde"),
        kwargs.flag("squash_output"),
        (float) kwargs.number("clip_mean", CLIP_MEAN),
        data.number("exploration_rate", 0));
  }

  private static void refuseExtractors(JsonTree kwargs) {
    Optional<String> extractor = kwargs.value("features_extractor_class");
    if (extractor.isPresent() && !FLATTENING.contains(extractor.get())) {
      throw Faults.unsupported(
          "no features extractor but flattening", Faults.quoted(extractor.get()), PLACE);
    }
  }

  private static Activation activation(JsonTree kwargs, Algorithm algorithm) {
    Optional<String> asked = kwargs.value("activation_fn");
    if (asked.isEmpty()) {
      return algorithm.isActorCritic() ? Activation.TANH : Activation.RELU;
    }
    Matcher matcher = CLASS.matcher(asked.get());
    boolean torch = matcher.matches() && matcher.group(1).startsWith("torch.nn.modules.");
    return Optional.of(className(asked.get()))
        .filter(name -> torch)
        .flatMap(Activation::of)
        .orElseThrow(
            () ->
                Faults.unsupported(
                    "an activation of Tanh, ReLU, ELU, LeakyReLU, GELU or SiLU with its defaults",
                    Faults.quoted(asked.get()),
                    PLACE + ".activation_fn"));
  }

  private static String className(String text) {
    Matcher matcher = CLASS.matcher(text);
    return matcher.matches() ? matcher.group(2) : "";
  }

  private static Space space(JsonTree data, String name) {
    String pickle =
        data.object(name)
            .flatMap(object -> object.value(":serialized:"))
            .orElseThrow(() -> Faults.malformed("a pickled space", "none", Faults.quoted(name)));
    if (pickle.length() > MOST_BYTES) {
      throw Faults.of(
          ErrorCode.LIMIT_EXCEEDED,
          "a pickle of at most " + MOST_BYTES + " characters",
          pickle.length() + "",
          Faults.quoted(name),
          null);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(pickle);
    } catch (IllegalArgumentException e) {
      throw Faults.of(ErrorCode.MALFORMED_MODEL, "base64", "other text", Faults.quoted(name), e);
    }
    CheckpointFile file = CheckpointFile.open(ByteBuffer.wrap(bytes), LIMITS, SpaceReader.policy());
    return SpaceReader.read(file.root());
  }
}

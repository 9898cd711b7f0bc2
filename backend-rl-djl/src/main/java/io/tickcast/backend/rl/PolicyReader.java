package io.tickcast.backend.rl;

import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the layers that make an action among the weights of a policy. <i>Confined.</i>
 *
 * <p>Source: {@code common/policies.py}, {@code dqn/policies.py}, {@code sac/policies.py} and
 * {@code td3/policies.py} of Stable-Baselines3 1.0 to 2.7.
 */
final class PolicyReader {
  private static final float UNBOUNDED = Float.POSITIVE_INFINITY;
  private static final List<String> EXTRACTORS =
      List.of(
          "features_extractor.",
          "pi_features_extractor.",
          "actor.features_extractor.",
          "q_net.features_extractor.");

  private final PolicySettings settings;
  private final Weights weights;
  private final boolean samples;

  /**
   * A reader of one policy.
   *
   * @param samples whether actions are to be sampled
   */
  PolicyReader(PolicySettings settings, Weights weights, boolean samples) {
    this.settings = settings;
    this.weights = weights;
    this.samples = samples;
  }

  /** The policy whose first layer takes some features. */
  Policy read(int features) {
    for (String prefix : EXTRACTORS) {
      weights
          .startingWith(prefix)
          .ifPresent(
              name -> {
                throw Faults.unsupported(
                    "no features extractor but flattening (a CNN is not served)",
                    Faults.quoted(name),
                    "policy.pth");
              });
    }
    weights
        .startingWith("lstm_actor")
        .ifPresent(
            name -> {
              throw Faults.unsupported(
                  "a policy without memory",
                  "a recurrent one, " + Faults.quoted(name),
                  "policy.pth");
            });
    if (samples && settings.stateDependentNoise()) {
      throw Faults.unsupported("an agent without gSDE for sampled actions", "gSDE", "use_sde");
    }
    return switch (settings.algorithm()) {
      case PPO, A2C, TRPO -> actorCritic(features);
      case DQN -> valued(features);
      case SAC -> squashedGaussian(features);
      case DDPG, TD3 -> deterministic(features);
    };
  }

  private Policy actorCritic(int features) {
    Activation between = settings.activation();
    List<Layer> layers =
        new ArrayList<>(weights.sequence("mlp_extractor.shared_net.", features, between, between));
    layers.addAll(
        weights.sequence("mlp_extractor.policy_net.", width(layers, features), between, between));
    boolean squash = settings.squashes() && settings.action() instanceof Space.Box;
    layers.add(
        weights.layer(
            "action_net",
            width(layers, features),
            UNBOUNDED,
            squash ? Activation.TANH : Activation.IDENTITY));
    return new Policy(layers, head(squash));
  }

  private ActionHead head(boolean squash) {
    Space action = settings.action();
    if (action instanceof Space.Discrete discrete) {
      return Codes.probable(discrete.count());
    }
    if (action instanceof Space.MultiDiscrete several) {
      return new SeveralCodes(several.counts());
    }
    if (action instanceof Space.MultiBinary bits) {
      return new Bits(bits.width());
    }
    Space.Box box = box();
    boolean noisy = samples && weights.has("log_std");
    return new Amounts(
        box,
        squash ? Amounts.Form.SQUASHED : Amounts.Form.CLIPPED,
        noisy ? weights.vector("log_std", box.width()) : new float[0]);
  }

  private Policy valued(int features) {
    if (!(settings.action() instanceof Space.Discrete discrete)) {
      throw Faults.unsupported(
          "a Discrete action of DQN", settings.action().describe(), "action_space");
    }
    List<Layer> layers =
        layers("q_net.q_net.", features, settings.activation(), Activation.IDENTITY);
    return new Policy(layers, Codes.valued(discrete.count(), settings.exploration()));
  }

  private Policy deterministic(int features) {
    List<Layer> layers = layers("actor.mu.", features, settings.activation(), Activation.TANH);
    return new Policy(layers, new Amounts(box(), Amounts.Form.SQUASHED, new float[0]));
  }

  private Policy squashedGaussian(int features) {
    Activation between = settings.activation();
    List<Layer> layers =
        new ArrayList<>(weights.sequence("actor.latent_pi.", features, between, between));
    int width = width(layers, features);
    if (samples) {
      Layer means = weights.layer("actor.mu", width, UNBOUNDED, Activation.IDENTITY);
      Layer deviations = weights.layer("actor.log_std", width, UNBOUNDED, Activation.IDENTITY);
      layers.add(means.beside(deviations));
      return new Policy(layers, new Amounts(box(), Amounts.Form.TO_BE_SQUASHED, new float[0]));
    }
    boolean clipped = weights.has("actor.mu.0.weight");
    layers.add(
        weights.layer(
            clipped ? "actor.mu.0" : "actor.mu",
            width,
            clipped ? settings.clipMean() : UNBOUNDED,
            Activation.TANH));
    return new Policy(layers, new Amounts(box(), Amounts.Form.SQUASHED, new float[0]));
  }

  private List<Layer> layers(String prefix, int features, Activation between, Activation last) {
    List<Layer> layers = weights.sequence(prefix, features, between, last);
    if (layers.isEmpty()) {
      throw Faults.malformed("weights " + Faults.quoted(prefix + "0"), "none", "policy.pth");
    }
    return layers;
  }

  private Space.Box box() {
    Space action = settings.action();
    if (!(action instanceof Space.Box box) || box.type() == Space.Type.WHOLE) {
      throw Faults.unsupported(
          "a Box of floating-point numbers as the action of " + settings.algorithm(),
          action.describe(),
          "action_space");
    }
    boolean spread = settings.squashes() || settings.algorithm().alwaysSquashes();
    for (int i = 0; spread && i < box.width(); i++) {
      if (Double.isInfinite(box.low()[i]) || Double.isInfinite(box.high()[i])) {
        throw Faults.malformed("finite bounds of a squashed action", "others", "action_space");
      }
    }
    return box;
  }

  private static int width(List<Layer> layers, int otherwise) {
    return layers.isEmpty() ? otherwise : layers.get(layers.size() - 1).outputs();
  }
}

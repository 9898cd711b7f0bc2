package io.tickcast.backend.rl;

import io.tickcast.checkpoint.Faults;
import java.util.Locale;

/** The algorithms whose agents are served. */
enum Algorithm {
  PPO,
  A2C,
  DQN,
  DDPG,
  SAC,
  TD3,
  /** Of sb3-contrib; its agents are those of the same policy class as PPO's. */
  TRPO;

  private static final String OWN = "stable_baselines3.";
  private static final String CONTRIB = "sb3_contrib";
  private static final String SERVED = "an agent of PPO, A2C, TRPO, DQN, DDPG, SAC or TD3";

  /**
   * The algorithm of an agent, by the module of its policy's class and by what only some of them
   * keep.
   */
  static Algorithm of(JsonTree data) {
    JsonTree policy =
        data.object("policy_class")
            .orElseThrow(() -> Faults.unsupported(SERVED, "no policy_class", "the entry data"));
    String module = policy.value("__module__").orElse("");
    String init = policy.value("__init__").orElse("");
    String name = init.replaceFirst("^<function ([A-Za-z0-9_]{1,80})\\.__init__ .*$", "$1");
    if (module.startsWith(CONTRIB)) {
      throw Faults.unsupported(
          SERVED, "a policy of sb3-contrib, " + Faults.quoted(module + " " + name), "policy_class");
    }
    if (!module.startsWith(OWN)) {
      throw Faults.unsupported(
          SERVED, "a policy of one's own, " + Faults.quoted(module), "policy_class");
    }
    if (name.toLowerCase(Locale.ROOT).contains("cnn")) {
      throw Faults.unsupported(SERVED + " without a CNN", Faults.quoted(name), "policy_class");
    }
    return switch (module.substring(OWN.length())) {
      case "common.policies" -> onPolicy(data);
      case "dqn.policies" -> DQN;
      case "sac.policies" -> SAC;
      case "td3.policies" -> isDdpg(data) ? DDPG : TD3;
      default -> throw Faults.unsupported(SERVED, Faults.quoted(module), "policy_class");
    };
  }

  private static Algorithm onPolicy(JsonTree data) {
    if (data.has("clip_range")) {
      return PPO;
    }
    return data.has("cg_max_steps") ? TRPO : A2C;
  }

  /** Whether its actions are those of the common actor-critic policy. */
  boolean isActorCritic() {
    return this == PPO || this == A2C || this == TRPO;
  }

  /** Whether it squashes real actions whatever its policy's arguments say. */
  boolean alwaysSquashes() {
    return this == DDPG || this == SAC || this == TD3;
  }

  /** DDPG is TD3 with one critic. */
  private static boolean isDdpg(JsonTree data) {
    return data.object("policy_kwargs")
        .filter(kwargs -> kwargs.number("n_critics", 2) == 1)
        .isPresent();
  }
}

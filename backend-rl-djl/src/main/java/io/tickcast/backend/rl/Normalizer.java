package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.DictNode;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.checkpoint.SymbolPolicy;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A pickled {@code VecNormalize} of Stable-Baselines3, as it acts in evaluation: observations minus
 * a mean, by a deviation, within bounds. <i>Immutable.</i>
 */
final class Normalizer {
  private static final String MODULE = "stable_baselines3.common.vec_env.vec_normalize";
  private static final String CLASS = "VecNormalize";
  private static final String STATISTICS = "stable_baselines3.common.running_mean_std";
  private static final SymbolPolicy POLICY =
      SymbolPolicy.of("a VecNormalize of Stable-Baselines3")
          .all(SpaceReader.policy())
          .objects(MODULE, CLASS)
          .objects(STATISTICS, "RunningMeanStd")
          .build();
  private static final ReadLimits LIMITS =
      ReadLimits.DEFAULTS.withInflatedBytes(64 << 20).withCounts(2_000_000, 500_000, 500_000);

  private final PickleView root;
  private final boolean active;
  private final double clip;
  private final double epsilon;

  private Normalizer(PickleView root) {
    this.root = root;
    active = root.attribute("norm_obs").asBool();
    clip = root.attribute("clip_obs").asDouble();
    epsilon = root.attribute("epsilon").asDouble();
    if (!(clip > 0)) {
      throw root.attribute("clip_obs").malformed("a positive bound");
    }
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw root.attribute("epsilon").malformed("a finite number of at least 0");
    }
  }

  /**
   * Reads a pickle; nothing in it is executed.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED)
   */
  static Normalizer read(ByteBuffer content) {
    try {
      PickleView root = CheckpointFile.open(content, LIMITS, POLICY).root();
      if (!root.isObject(MODULE, CLASS)) {
        throw root.unsupported("a pickled VecNormalize");
      }
      return new Normalizer(root);
    } catch (InferenceException e) {
      throw Faults.in("vecnormalize", e);
    }
  }

  /** Whether observations are normalised at all, and not rewards alone. */
  boolean active() {
    return active;
  }

  /** The bound of a normalised value. */
  double clip() {
    return clip;
  }

  /** The keys that are normalised, of a Dict; empty for a single space. */
  Set<String> keys(Space space) {
    if (!(space instanceof Space.Dict dict)) {
      return Set.of();
    }
    Set<String> known = new LinkedHashSet<>();
    for (Space.Part part : dict.parts()) {
      if (part.space() instanceof Space.Box) {
        known.add(part.name());
      }
    }
    Optional<PickleView> asked = root.find("norm_obs_keys");
    if (asked.isEmpty()) {
      return known;
    }
    Set<String> keys = new LinkedHashSet<>();
    for (PickleView key : asked.get().items()) {
      if (!known.contains(key.asText())) {
        throw key.malformed("the key of a Box in the observation");
      }
      keys.add(key.asText());
    }
    return keys;
  }

  /**
   * The statistics of an observation.
   *
   * @param key of a Dict, empty for a single space
   */
  Statistics statistics(String key, Space.Box box) {
    PickleView all = root.attribute("obs_rms");
    if (key.isEmpty() == all.node() instanceof DictNode) {
      throw all.unsupported(key.isEmpty() ? "statistics of one space" : "statistics of a Dict");
    }
    PickleView own = key.isEmpty() ? all : all.attribute(key);
    double[] means = numbers(own.attribute("mean"), box);
    double[] deviations = numbers(own.attribute("var"), box);
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(deviations[i] + epsilon);
      if (!(deviations[i] > 0)) {
        throw own.attribute("var").malformed("variances above 0 with epsilon");
      }
    }
    return new Statistics(means, deviations);
  }

  private static double[] numbers(PickleView view, Space.Box box) {
    NdArray array = view.asArray(box.shape());
    double[] values = view.asDoubles();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw view.malformed("finite numbers in an array of " + array.size());
      }
    }
    return values;
  }

  /**
   * What is taken off and what is divided by.
   *
   * @param means in row-major order
   * @param deviations in row-major order, positive
   */
  record Statistics(double[] means, double[] deviations) {}
}

package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the numbers of an observation into what a network sees of it: narrowed as the space is,
 * normalised, a code as one of several numbers. <i>Immutable.</i>
 */
final class ObservationEncoder {
  private final int features;

  /** The number of codes; 0 where the number itself is seen. */
  private final int[] codes;

  private final boolean[] narrow;
  private final boolean[] normalised;
  private final double[] means;
  private final double[] deviations;
  private final double clip;

  private ObservationEncoder(Space space, double clip) {
    int width = space.width();
    features = space.features();
    codes = new int[width];
    narrow = new boolean[width];
    normalised = new boolean[width];
    means = new double[width];
    deviations = new double[width];
    this.clip = clip;
  }

  /**
   * An encoder of a space.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL) when the normaliser is made for
   *     another space
   */
  static ObservationEncoder of(Space space, Optional<Normalizer> normalizer) {
    Optional<Normalizer> active = normalizer.filter(Normalizer::active);
    ObservationEncoder encoder =
        new ObservationEncoder(space, active.map(Normalizer::clip).orElse(0.0));
    if (!(space instanceof Space.Dict dict)) {
      encoder.put(0, "", space, active);
      return encoder;
    }
    Set<String> keys = active.map(n -> n.keys(space)).orElse(Set.of());
    int at = 0;
    for (Space.Part part : dict.parts()) {
      encoder.put(at, part.name(), part.space(), active.filter(n -> keys.contains(part.name())));
      at += part.space().width();
    }
    return encoder;
  }

  private void put(int at, String key, Space space, Optional<Normalizer> normalizer) {
    if (space instanceof Space.Discrete discrete) {
      codes[at] = discrete.count();
    } else if (space instanceof Space.MultiDiscrete several) {
      System.arraycopy(several.counts(), 0, codes, at, several.counts().length);
    } else if (space instanceof Space.Box box) {
      boolean narrows = box.type() == Space.Type.FLOAT32;
      Arrays.fill(narrow, at, at + box.width(), narrows);
      normalizer.ifPresent(n -> normalise(at, n.statistics(key, box)));
      return;
    }
    if (normalizer.isPresent()) {
      throw Faults.unsupported("a Box behind VecNormalize", space.describe(), "the observation");
    }
  }

  private void normalise(int at, Normalizer.Statistics statistics) {
    int width = statistics.means().length;
    System.arraycopy(statistics.means(), 0, means, at, width);
    System.arraycopy(statistics.deviations(), 0, deviations, at, width);
    Arrays.fill(normalised, at, at + width, true);
  }

  /** The length of what the network sees. */
  int features() {
    return features;
  }

  /** Whether anything is normalised. */
  boolean normalises() {
    for (boolean value : normalised) {
      if (value) {
        return true;
      }
    }
    return false;
  }

  /**
   * Encodes a row.
   *
   * @param inputs {@code double[width]}, read only
   * @param into {@code float[features]}, overwritten
   * @throws InferenceException (MALFORMED_DATA) for what is not finite, and for a code that is none
   */
  void encode(double[] inputs, float[] into) {
    int at = 0;
    for (int i = 0; i < inputs.length; i++) {
      if (codes[i] > 0) {
        at = code(inputs[i], i, into, at);
        continue;
      }
      double value = narrow[i] ? (float) inputs[i] : inputs[i];
      if (!Double.isFinite(value)) {
        throw refused("a finite number of the observation's width", inputs[i], i);
      }
      if (normalised[i]) {
        value = Math.min(Math.max((value - means[i]) / deviations[i], -clip), clip);
      }
      float seen = (float) value;
      if (Float.isInfinite(seen)) {
        throw refused("a number of 32 bits", inputs[i], i);
      }
      into[at++] = seen;
    }
  }

  private int code(double value, int input, float[] into, int at) {
    int count = codes[input];
    if (!(value >= 0 && value < count) || value != Math.rint(value)) {
      throw refused("a code from 0 to " + (count - 1), value, input);
    }
    Arrays.fill(into, at, at + count, 0f);
    into[at + (int) value] = 1;
    return at + count;
  }

  private static InferenceException refused(String expected, double found, int input) {
    return Faults.of(
        ErrorCode.MALFORMED_DATA, expected, Double.toString(found), "input " + input, null);
  }
}

package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a network's numbers into an action. <i>Immutable.</i> */
interface ActionHead {
  /** How many numbers the network gives. */
  int width();

  /** The actions, and behind them what the policy says of each code. */
  List<Output> outputs();

  /**
   * Acts.
   *
   * @param numbers {@code float[width()]}, finite, read only
   * @param outputs {@code double[outputs().size()]}, overwritten
   * @param noise for a sampled action; null for the best one
   */
  void act(float[] numbers, double[] outputs, @Nullable Noise noise);
}

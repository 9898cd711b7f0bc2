package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every layout gives what a plain walk over the trees gives, bit for bit. */
class ForestPropertiesTest {
  private static final int ROWS = 40;

  @Property(tries = 1_000)
  void layouts_randomEnsembles_agreeWithAPlainWalk(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int deepest) {
    Random random = new Random(seed);
    RandomEnsemble made = new RandomEnsemble(random, deepest);
    TreeEnsemble ensemble = made.ensemble();
    Forest mixed = Forest.of(ensemble);
    Forest linked = Forest.of(ensemble, tree -> false);
    Row a = mixed.newRow();
    Row b = linked.newRow();
    for (int i = 0; i < ROWS; i++) {
      double[] inputs = made.row();
      double[] expected = PlainWalk.margins(ensemble, inputs);
      assertThat(mixed.predict(inputs, 0, a)).isEqualTo(linked.predict(inputs, 0, b));
      if (expected.length > 0) {
        assertThat(a.margins).as(Arrays.toString(inputs)).isEqualTo(expected);
        assertThat(b.margins).isEqualTo(expected);
      } else {
        assertThat(mixed.predict(inputs, 0, a)).isNotNegative();
      }
    }
  }

  @Property(tries = 20)
  void layouts_moreFeaturesThanNodesCanName_agreeWithAPlainWalk(@ForAll long seed) {
    RandomEnsemble made = new RandomEnsemble(new Random(seed), 4, 2_100);
    TreeEnsemble ensemble = made.ensemble();
    Forest forest = Forest.of(ensemble, tree -> false);
    Row row = forest.newRow();
    for (int i = 0; i < ROWS; i++) {
      double[] inputs = made.row();
      double[] expected = PlainWalk.margins(ensemble, inputs);
      assertThat(forest.predict(inputs, 0, row) < 0).isEqualTo(expected.length > 0);
      if (expected.length > 0) {
        assertThat(row.margins).isEqualTo(expected);
      }
    }
  }

  @Property
  void floatKeys_anyTwoFloats_areOrderedAlike(@ForAll float x, @ForAll float t) {
    long node = PackedNode.of(FloatKeys.of(t), 0);
    long[] keys = {PackedNode.key(FloatKeys.of(x))};
    assertThat(PackedNode.left(node, keys)).isEqualTo(x < t ? 1 : 0);
    assertThat(FloatKeys.of(x)).isBetween(FloatKeys.BELOW_ALL + 1, FloatKeys.ABOVE_ALL - 1);
  }

  @Property
  void floatKeys_specialFloats_areOrderedAlike(
      @ForAll @IntRange(max = RandomEnsemble.LAST_SPECIAL) int i,
      @ForAll @IntRange(max = RandomEnsemble.LAST_SPECIAL) int j) {
    float x = (float) RandomEnsemble.special(i);
    floatKeys_anyTwoFloats_areOrderedAlike(x, (float) RandomEnsemble.special(j));
  }

  @Property(tries = 2_000)
  void ranks_anyDoubles_countThresholdsThatAreNotAbove(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
    Random random = new Random(seed);
    double[][] thresholds = new double[1 + random.nextInt(4)][];
    Arrays.setAll(thresholds, f -> thresholds(random, 1 + random.nextInt(count)));
    Ranks ranks = new Ranks(thresholds);
    assertThat(ranks.order()).containsExactlyInAnyOrder(range(thresholds.length));
    for (double threshold : thresholds[random.nextInt(thresholds.length)]) {
      for (double x : RandomEnsemble.around(threshold)) {
        assertRanks(ranks, thresholds, x);
      }
      assertRanks(ranks, thresholds, random.nextGaussian());
    }
    for (int i = 0; i <= RandomEnsemble.LAST_SPECIAL; i++) {
      assertRanks(ranks, thresholds, RandomEnsemble.special(i));
    }
  }

  private static int[] range(int end) {
    return IntStream.range(0, end).toArray();
  }

  /** All features have the same value. */
  private static void assertRanks(Ranks ranks, double[][] thresholds, double x) {
    double[] values = new double[thresholds.length];
    Arrays.fill(values, x);
    int[] found = new int[values.length];
    ranks.find(values, found);
    for (int u = 0; u < values.length; u++) {
      double[] of = thresholds[ranks.order()[u]];
      int expected = (int) Arrays.stream(of).filter(t -> t <= x).count();
      assertThat(ranks.count(u)).isEqualTo(of.length);
      assertThat(ranks.of(u, x)).as("%s", x).isEqualTo(expected);
      if (Double.isFinite(x)) {
        assertThat(found[u]).as("%s", x).isEqualTo(expected);
      }
    }
  }

  /** Clustered, spread over all magnitudes, or close to each other. */
  private static double[] thresholds(Random random, int count) {
    double scale = Math.pow(10, random.nextInt(600) - 300);
    boolean bits = random.nextInt(3) == 0;
    double[] found =
        random
            .doubles(count)
            .map(u -> bits ? Double.longBitsToDouble(random.nextLong()) : (u - 0.5) * scale)
            .map(t -> random.nextInt(20) == 0 ? RandomEnsemble.special(random) : t)
            .filter(t -> !Double.isNaN(t))
            .map(t -> t + 0.0)
            .distinct()
            .sorted()
            .toArray();
    return found.length == 0 ? new double[] {1} : found;
  }
}

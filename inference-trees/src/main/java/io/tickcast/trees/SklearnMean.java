package io.tickcast.trees;

import java.util.Arrays;
import java.util.List;

/**
 * The mean of what several parts give, each of which may see some of the inputs and know some of
 * the outputs. <i>Immutable.</i>
 *
 * @param inputs the length of a row
 * @param outputs the number of results
 * @param members the parts
 * @param weights the factor of each part; 1 for a plain mean
 * @param width of the sums and of the results; 32 bits with weights of 1 only
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnMean(int inputs, int outputs, List<Member> members, double[] weights, Width width)
    implements SklearnPart {
  /**
   * One of the parts.
   *
   * @param part the part
   * @param inputs for each of its inputs the place in a row
   * @param outputs for each of its outputs the place among the results
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
  record Member(SklearnPart part, int[] inputs, int[] outputs) {}

  SklearnMean {
    members = List.copyOf(members);
  }

  /** A plain mean. */
  static SklearnMean of(int inputs, int outputs, List<Member> members, Width width) {
    double[] weights = new double[members.size()];
    Arrays.fill(weights, 1);
    return new SklearnMean(inputs, outputs, members, weights, width);
  }

  /** The width of what NumPy makes of all parts together. */
  static Width widest(List<Member> members) {
    boolean wide = members.stream().anyMatch(member -> member.part().width() == Width.FLOAT64);
    return wide ? Width.FLOAT64 : Width.FLOAT32;
  }

  @Override
  public Worker newWorker() {
    Seat[] seats = members.stream().map(Seat::new).toArray(Seat[]::new);
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double total = sum;
    boolean narrow = width == Width.FLOAT32;
    return (row, results) -> {
      Arrays.fill(results, 0);
      for (int m = 0; m < seats.length; m++) {
        seats[m].add(row, weights[m], results);
        if (narrow) {
          narrow(results);
        }
      }
      for (int i = 0; i < results.length; i++) {
        results[i] /= total;
      }
      if (narrow) {
        narrow(results);
      }
    };
  }

  /** A sum or a quotient of two floats is the same when it is computed in 64 bits, then rounded. */
  private static void narrow(double[] results) {
    for (int i = 0; i < results.length; i++) {
      results[i] = (float) results[i];
    }
  }

  /** A part at work. <i>Confined.</i> */
  private static final class Seat {
    private final Worker worker;
    private final int[] from;
    private final int[] to;
    private final double[] seen;
    private final double[] given;

    Seat(Member member) {
      worker = member.part().newWorker();
      from = member.inputs();
      to = member.outputs();
      seen = new double[from.length];
      given = new double[to.length];
    }

    void add(double[] row, double weight, double[] results) {
      for (int i = 0; i < from.length; i++) {
        seen[i] = row[from[i]];
      }
      worker.apply(seen, given);
      for (int i = 0; i < to.length; i++) {
        results[to[i]] += weight * given[i];
      }
    }
  }
}

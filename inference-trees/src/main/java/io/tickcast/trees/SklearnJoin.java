package io.tickcast.trees;

import java.util.List;

/**
 * What several parts make of some columns each, side by side. <i>Immutable.</i>
 *
 * @param inputs the length of a row
 * @param members the parts in the order of their results
 */
record SklearnJoin(int inputs, List<Member> members) implements SklearnPart {
  /**
   * One of the parts.
   *
   * @param part the part
   * @param columns for each of its inputs the place in a row
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
  record Member(SklearnPart part, int[] columns) {}

  SklearnJoin {
    members = List.copyOf(members);
  }

  @Override
  public int outputs() {
    return members.stream().mapToInt(member -> member.part().outputs()).sum();
  }

  @Override
  public Worker newWorker() {
    Seat[] seats = members.stream().map(Seat::new).toArray(Seat[]::new);
    return (row, results) -> {
      int at = 0;
      for (Seat seat : seats) {
        at = seat.put(row, results, at);
      }
    };
  }

  /** A part at work. <i>Confined.</i> */
  private static final class Seat {
    private final Worker worker;
    private final int[] columns;
    private final double[] seen;
    private final double[] given;

    Seat(Member member) {
      worker = member.part().newWorker();
      columns = member.columns();
      seen = new double[columns.length];
      given = new double[member.part().outputs()];
    }

    int put(double[] row, double[] results, int at) {
      for (int i = 0; i < columns.length; i++) {
        seen[i] = row[columns[i]];
      }
      worker.apply(seen, given);
      System.arraycopy(given, 0, results, at, given.length);
      return at + given.length;
    }
  }
}

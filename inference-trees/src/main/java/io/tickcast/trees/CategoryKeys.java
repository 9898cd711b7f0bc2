package io.tickcast.trees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys for questions about categories, behind those for numbers. <i>Immutable.</i>
 *
 * <p>Each question that nodes ask, a set of categories of a feature with its side for missing
 * values, has a key of its own: 0 for the left side, 1 for the right one, compared with the
 * threshold 1. The answers to all questions about a feature are worked out for every category when
 * a model is loaded. A row copies those of its category, and a step of a walk is the same as that
 * for a number.
 */
final class CategoryKeys implements RowKeys {
  /** Below it is the left side. */
  static final int THRESHOLD = 1;

  /** The most answers that are worked out for a model: 8 MiB. */
  private static final int MAX_ANSWERS = 1 << 20;

  private final RowKeys numbers;
  private final int size;
  private final Map<Question, Integer> slots;
  private final Column[] columns;

  private CategoryKeys(RowKeys numbers, int size, Map<Question, Integer> slots, Column[] columns) {
    this.numbers = numbers;
    this.size = size;
    this.slots = slots;
    this.columns = columns;
  }

  /**
   * Keys for numbers and for what trees ask about categories.
   *
   * @param numbers keys for the numerical nodes of the trees
   * @return the keys for numbers alone when there are no questions, or too many of them
   */
  static RowKeys of(RowKeys numbers, List<DecisionTree> trees) {
    Map<Domain, Map<Question, Integer>> asked = asked(trees);
    List<Column> columns = new ArrayList<>();
    Map<Question, Integer> slots = new HashMap<>();
    int size = numbers.size();
    long answers = 0;
    for (Map.Entry<Domain, Map<Question, Integer>> of : asked.entrySet()) {
      int codes = of.getValue().keySet().stream().mapToInt(q -> q.set().codes()).max().orElse(0);
      answers += (codes + 2L) * of.getValue().size();
      if (answers > MAX_ANSWERS) {
        return numbers;
      }
      columns.add(new Column(of.getKey(), size, codes, of.getValue()));
      for (Map.Entry<Question, Integer> question : of.getValue().entrySet()) {
        slots.put(question.getKey(), size + question.getValue());
      }
      size += of.getValue().size();
    }
    return columns.isEmpty() || size > LinkedNode.MAX_KEYS
        ? numbers
        : new CategoryKeys(numbers, size, slots, columns.toArray(Column[]::new));
  }

  /** For each feature its questions, numbered. */
  private static Map<Domain, Map<Question, Integer>> asked(List<DecisionTree> trees) {
    Map<Domain, Map<Question, Integer>> asked = new LinkedHashMap<>();
    for (DecisionTree tree : trees) {
      for (int node = 0; tree.categories() != null && node < tree.nodes(); node++) {
        Question question = Question.of(tree, node);
        if (question != null) {
          Domain domain = new Domain(question.feature(), question.set().least());
          Map<Question, Integer> same =
              asked.computeIfAbsent(domain, none -> new LinkedHashMap<>());
          same.putIfAbsent(question, same.size());
        }
      }
    }
    return asked;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int slot(int feature, boolean missingGoesLeft, boolean zeroIsMissing) {
    return numbers.slot(feature, missingGoesLeft, zeroIsMissing);
  }

  @Override
  public int slot(Question question) {
    Integer slot = slots.get(question);
    if (slot == null) {
      throw new IllegalArgumentException("expected a question of the model, found " + question);
    }
    return slot;
  }

  @Override
  public boolean answersCategories() {
    return true;
  }

  @Override
  public int threshold(int feature, double threshold) {
    return numbers.threshold(feature, threshold);
  }

  @Override
  public int fill(double[] inputs, int at, Row row) {
    int refused = numbers.fill(inputs, at, row);
    if (refused >= 0) {
      return refused;
    }
    for (Column column : columns) {
      column.fill(row.values, row.keys);
    }
    return -1;
  }

  /** Questions whose sets make the same codes of the same values. */
  private record Domain(int feature, double least) {}

  /** The answers to the questions about a feature. */
  private static final class Column {
    private final int feature;
    private final double least;
    private final int firstSlot;
    private final int questions;

    /** The codes that any set knows are below it. */
    private final int codes;

    /**
     * For each code, then for what has none, then for missing values, the keys of all questions.
     */
    private final long[] answers;

    Column(Domain domain, int firstSlot, int codes, Map<Question, Integer> numbered) {
      feature = domain.feature();
      least = domain.least();
      this.firstSlot = firstSlot;
      questions = numbered.size();
      this.codes = codes;
      answers = new long[(codes + 2) * questions];
      for (Map.Entry<Question, Integer> entry : numbered.entrySet()) {
        Question question = entry.getKey();
        for (int code = 0; code < codes; code++) {
          answer(code, entry.getValue(), question.set().contains(code));
        }
        answer(codes, entry.getValue(), question.set().others());
        answer(codes + 1, entry.getValue(), !question.missingGoesLeft());
      }
    }

    private void answer(int code, int question, boolean goesRight) {
      answers[code * questions + question] = PackedNode.key(goesRight ? THRESHOLD : 0);
    }

    void fill(double[] values, long[] keys) {
      System.arraycopy(answers, place(values[feature]) * questions, keys, firstSlot, questions);
    }

    private int place(double value) {
      if (Double.isNaN(value)) {
        return codes + 1;
      }
      return value < least ? codes : Math.min((int) value, codes);
    }
  }
}

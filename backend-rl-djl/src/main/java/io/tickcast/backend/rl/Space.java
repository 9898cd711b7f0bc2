package io.tickcast.backend.rl;

import java.util.Arrays;
import java.util.List;

/** A space of observations or actions, as gym and gymnasium define them. <i>Immutable.</i> */
sealed interface Space {
  /** How many numbers one element is given by. */
  int width();

  /** How many numbers a network sees of it: one for each code where there are codes. */
  int features();

  /** The space in words. */
  String describe();

  /**
   * Real numbers.
   *
   * @param shape the axes
   * @param low bounds in row-major order
   * @param high bounds in row-major order
   * @param type of its elements
   */
  record Box(int[] shape, double[] low, double[] high, Type type) implements Space {
    @Override
    public int width() {
      return low.length;
    }

    @Override
    public int features() {
      return low.length;
    }

    @Override
    public String describe() {
      return "Box" + Arrays.toString(shape) + " of " + type.word;
    }
  }

  /** The type of a box's elements. */
  enum Type {
    FLOAT32("float32"),
    FLOAT64("float64"),
    WHOLE("whole numbers");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /**
   * One code of several.
   *
   * @param count of the codes, from 0 on
   */
  record Discrete(int count) implements Space {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public int features() {
      return count;
    }

    @Override
    public String describe() {
      return "Discrete(" + count + ")";
    }
  }

  /**
   * Several codes.
   *
   * @param counts of the codes of each
   */
  record MultiDiscrete(int[] counts) implements Space {
    @Override
    public int width() {
      return counts.length;
    }

    @Override
    public int features() {
      return Arrays.stream(counts).sum();
    }

    @Override
    public String describe() {
      return "MultiDiscrete" + Arrays.toString(counts);
    }
  }

  /**
   * Zeros and ones.
   *
   * @param width how many
   */
  record MultiBinary(int width) implements Space {
    @Override
    public int features() {
      return width;
    }

    @Override
    public String describe() {
      return "MultiBinary(" + width + ")";
    }
  }

  /**
   * Spaces by name.
   *
   * @param parts in the order in which a network sees them
   */
  record Dict(List<Part> parts) implements Space {
    /** Copies the list. */
    public Dict {
      parts = List.copyOf(parts);
    }

    @Override
    public int width() {
      return parts.stream().mapToInt(part -> part.space().width()).sum();
    }

    @Override
    public int features() {
      return parts.stream().mapToInt(part -> part.space().features()).sum();
    }

    @Override
    public String describe() {
      List<String> words =
          parts.stream().map(part -> part.name() + ": " + part.space().describe()).toList();
      return "Dict(" + String.join(", ", words) + ")";
    }
  }

  /**
   * A space within others.
   *
   * @param name its key
   * @param space what it is
   */
  record Part(String name, Space space) {}
}

package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a document, so that all of it is reported at once. <i>Confined.</i>
 */
final class Faults {
  /** Beyond these, faults are counted: a bad column would repeat itself in every row. */
  private static final int SHOWN_MAX = 20;

  private final List<String> shown = new ArrayList<>();
  private int count;

  /**
   * Adds a fault.
   *
   * @param path the field, such as {@code output.dead_band}
   * @param expected what belongs there
   * @param found what is there
   */
  void add(String path, String expected, String found) {
    add(path + ": expected " + expected + ", found " + found);
  }

  /**
   * Adds a fault that is said already.
   *
   * @param text field, expectation and finding
   */
  void add(String text) {
    count++;
    if (shown.size() < SHOWN_MAX) {
      shown.add(text);
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Throws when there are faults.
   *
   * @param code the reason
   * @param location the document, for people
   */
  void throwIfAny(ErrorCode code, String location) {
    if (isEmpty()) {
      return;
    }
    String more = count > shown.size() ? "; and " + (count - shown.size()) + " more" : "";
    throw new InferenceException(
        code, OneLine.text(location) + ": " + String.join("; ", shown) + more);
  }
}

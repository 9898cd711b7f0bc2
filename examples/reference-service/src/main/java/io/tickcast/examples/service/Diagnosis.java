package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import java.util.Locale;

/**
 * What one check of the doctor found.
 *
 * @param verdict how it is
 * @param check what was checked
 * @param finding one line, without secrets
 * @param advice what to do, one line; empty when all is well
 */
record Diagnosis(Verdict verdict, String check, String finding, String advice) {
  /** How something is, the best first. */
  enum Verdict {
    /** As it should be. */
    OK,
    /** The service runs, and less well than it should. */
    WARN,
    /** The service does not run, or not whole. */
    FAIL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps both texts on one line. */
  Diagnosis {
    finding = Failures.oneLine(finding);
    advice = Failures.oneLine(advice);
  }

  static Diagnosis ok(String check, String finding) {
    return new Diagnosis(Verdict.OK, check, finding, "");
  }

  static Diagnosis warn(String check, String finding, String advice) {
    return new Diagnosis(Verdict.WARN, check, finding, advice);
  }

  static Diagnosis fail(String check, String finding, String advice) {
    return new Diagnosis(Verdict.FAIL, check, finding, advice);
  }

  /** What a check could not get beyond. */
  static Diagnosis fail(String check, InferenceException failure) {
    String advice =
        switch (failure.code().group()) {
          case CALLER -> "correct the configuration; tickcast.example.yaml shows every setting";
          case DATA -> "give the data that were meant";
          case MODEL -> "give the model file that was meant, with its manifest";
          case RESOURCE -> "give this process what the line names";
          case EXTERNAL -> "start the server, or correct its address and login";
        };
    return fail(check, Failures.message(failure), advice);
  }

  boolean fails() {
    return verdict == Verdict.FAIL;
  }

  /** For people. */
  @Override
  public String toString() {
    String line = String.format(Locale.ROOT, "%-4s  %s: %s", verdict.code(), check, finding);
    return advice.isEmpty() ? line : line + "; to do: " + advice;
  }
}

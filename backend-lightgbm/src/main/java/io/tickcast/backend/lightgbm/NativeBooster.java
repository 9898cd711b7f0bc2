package io.tickcast.backend.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import org.jspecify.annotations.Nullable;

/**
 * A booster in native memory, with what a prediction needs of it. <i>Confined.</i>
 *
 * <p>Version 4.3 predicts single rows of a booster one after the other, under a lock and in a
 * buffer of the booster; so each predictor has a booster to itself, which no other can free.
 */
final class NativeBooster implements AutoCloseable {
  /** One thread: a single row is no work to share, and threads would fight with the lanes. */
  private static final String PARAMETERS = "num_threads=1 verbosity=-1";

  private static final int FLOAT64 = 1;
  private static final int NORMAL = 0;
  private static final int ALL_ROUNDS = -1;

  private final int features;
  private final int scores;
  private final SWIGTYPE_p_void booster;
  private final SWIGTYPE_p_double row;
  private final SWIGTYPE_p_void rowAddress;
  private final SWIGTYPE_p_double results;
  private final SWIGTYPE_p_long_long length;
  private @Nullable SWIGTYPE_p_void config;
  private boolean closed;

  private NativeBooster(SWIGTYPE_p_void booster, int features, int scores) {
    this.booster = booster;
    this.features = features;
    this.scores = scores;
    row = lightgbmlib.new_doubleArray(features);
    rowAddress = lightgbmlib.double_to_voidp_ptr(row);
    results = lightgbmlib.new_doubleArray(scores);
    length = lightgbmlib.new_int64_tp();
  }

  /**
   * Loads a model.
   *
   * @param text what has been checked
   * @param features the number of inputs that it has
   * @param scores the number of its outputs
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the native library can not be loaded;
   *     (UNSUPPORTED_MODEL) when it does not take the text, or counts otherwise
   */
  static NativeBooster load(String text, int features, int scores) {
    NativeLibrary.require();
    silence();
    NativeBooster made = new NativeBooster(read(text), features, scores);
    try {
      made.checkCounts();
      made.config = made.configuration();
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Predicts a row and allocates nothing.
   *
   * @param inputs read from {@code from} on, as many as there are features
   * @param outputs written from {@code to} on, as many as there are scores
   */
  void predict(double[] inputs, int from, double[] outputs, int to) {
    if (closed || config == null) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
    // Not the call that takes an array: until Java 22 it stops the collector for all threads.
    for (int i = 0; i < features; i++) {
      lightgbmlib.doubleArray_setitem(row, i, inputs[from + i]);
    }
    check(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFast(config, rowAddress, length, results));
    for (int i = 0; i < scores; i++) {
      outputs[to + i] = lightgbmlib.doubleArray_getitem(results, i);
    }
  }

  /** Frees the memory, once. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (config != null) {
      lightgbmlib.LGBM_FastConfigFree(config);
    }
    lightgbmlib.delete_int64_tp(length);
    lightgbmlib.delete_doubleArray(results);
    lightgbmlib.delete_doubleArray(row);
    lightgbmlib.LGBM_BoosterFree(booster);
  }

  /**
   * The library writes notes about numbers to the standard output, where results may go. What it
   * writes is a setting of the thread, and any call that takes parameters sets it.
   */
  private static void silence() {
    SWIGTYPE_p_int unused = lightgbmlib.new_intp();
    try {
      check(lightgbmlib.LGBM_GetSampleCount(1, PARAMETERS, unused));
    } finally {
      lightgbmlib.delete_intp(unused);
    }
  }

  private static SWIGTYPE_p_void read(String text) {
    SWIGTYPE_p_p_void made = lightgbmlib.new_voidpp();
    SWIGTYPE_p_int rounds = lightgbmlib.new_intp();
    try {
      check(lightgbmlib.LGBM_BoosterLoadModelFromString(text, rounds, made));
      return lightgbmlib.voidpp_value(made);
    } finally {
      lightgbmlib.delete_intp(rounds);
      lightgbmlib.delete_voidpp(made);
    }
  }

  /** The library reads and writes as many numbers as it counts itself. */
  private void checkCounts() {
    SWIGTYPE_p_int width = lightgbmlib.new_intp();
    try {
      check(lightgbmlib.LGBM_BoosterGetNumFeature(booster, width));
      check(lightgbmlib.LGBM_BoosterCalcNumPredict(booster, 1, NORMAL, 0, ALL_ROUNDS, length));
      int inputs = lightgbmlib.intp_value(width);
      long outputs = lightgbmlib.int64_tp_value(length);
      if (inputs != features || outputs != scores) {
        throw refused(features + " inputs and " + scores + " outputs", inputs + " and " + outputs);
      }
    } finally {
      lightgbmlib.delete_intp(width);
    }
  }

  private SWIGTYPE_p_void configuration() {
    SWIGTYPE_p_p_void made = lightgbmlib.new_voidpp();
    try {
      check(
          lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastInit(
              booster, NORMAL, 0, ALL_ROUNDS, FLOAT64, features, PARAMETERS, made));
      return lightgbmlib.voidpp_value(made);
    } finally {
      lightgbmlib.delete_voidpp(made);
    }
  }

  private static void check(int result) {
    if (result != 0) {
      throw refused(
          "a model that lightgbm4j takes", String.valueOf(lightgbmlib.LGBM_GetLastError()));
    }
  }

  private static InferenceException refused(String expected, String found) {
    return new InferenceException(
        ErrorCode.UNSUPPORTED_MODEL,
        Text.line("expected " + expected + ", found " + found + ", in lightgbm4j"));
  }
}

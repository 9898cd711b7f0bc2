package io.tickcast.backend.xgboost;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.lang.ref.Reference;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A booster in native memory that is freed when the last of its holders lets go. <i>Thread-safe</i>
 * once {@link #load} has returned.
 */
final class NativeBooster {
  private static final String NEEDED =
      "the library needs Linux with glibc (not musl) and libgomp.so.1, macOS with libomp, or"
          + " Windows, and room for a file in java.io.tmpdir; engine=java needs none of it";

  private final Booster booster;
  private int holders = 1;

  private NativeBooster(Booster booster) {
    this.booster = booster;
  }

  /**
   * Loads a model; the caller is its first holder.
   *
   * @param bytes a file that has been checked
   * @param location for messages
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the native library can not be loaded;
   *     (UNSUPPORTED_MODEL) when it does not take the file
   */
  static NativeBooster load(byte[] bytes, String location) {
    try {
      Booster booster = XGBoost.loadModel(bytes);
      // One thread: a single row is no work to share, and threads would fight with the lanes.
      booster.setParam("nthread", 1);
      booster.setParam("verbosity", 0);
      return new NativeBooster(booster);
    } catch (XGBoostError | IOException e) {
      throw new InferenceException(
          ErrorCode.UNSUPPORTED_MODEL,
          Text.line(location + ": expected a model that xgboost4j takes, found " + Text.first(e)),
          e);
    } catch (LinkageError e) {
      // From System.load, or from the static initialiser of the library's classes.
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          Text.line(
              "expected xgboost4j's native library on "
                  + System.getProperty("os.name")
                  + " "
                  + System.getProperty("os.arch")
                  + ", found "
                  + Text.first(e)
                  + "; "
                  + NEEDED),
          e);
    }
  }

  /** The number of inputs that the library takes a row to have. */
  long features() {
    try {
      return booster.getNumFeature();
    } catch (XGBoostError e) {
      throw refused(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Predicts rows. Any number of threads may do so at a time.
   *
   * @param rows row-major, {@code float[count * features]}: the library reads past a shorter array
   * @param count the number of rows, at least 1: the library divides by it
   * @param features the number of inputs
   * @param missing the value that counts as missing, as NaN does in any case
   * @param rounds from which round of boosting to which; the library ignores {@code best_iteration}
   * @return one array per row
   */
  float[][] predict(float[] rows, int count, int features, float missing, int[] rounds) {
    if (count < 1 || rows.length != (long) count * features) {
      throw new IllegalArgumentException(
          "expected " + (long) count * features + " values, found " + rows.length);
    }
    try {
      // Not predict(DMatrix): it holds a lock, and each matrix leaks native memory.
      return booster.inplace_predict(rows, count, features, missing, rounds);
    } catch (XGBoostError e) {
      throw refused(e);
    } finally {
      // A collected booster frees its memory, also while native code still reads it.
      Reference.reachabilityFence(this);
    }
  }

  /** One more holder; false when the memory is gone already. */
  synchronized boolean hold() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  /** One holder less; the last one frees the memory. */
  synchronized void letGo() {
    if (holders > 0 && --holders == 0) {
      booster.dispose();
    }
  }

  /** Whether the memory is still held. */
  synchronized boolean isHeld() {
    return holders > 0;
  }

  private static InferenceException refused(XGBoostError e) {
    return new InferenceException(
        ErrorCode.UNSUPPORTED_MODEL,
        Text.line("expected a prediction of xgboost4j, found " + Text.first(e)),
        e);
  }
}

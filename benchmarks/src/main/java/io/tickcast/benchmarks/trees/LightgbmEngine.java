package io.tickcast.benchmarks.trees;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * LightGBM's own library, its fast call for single rows, on one thread. Used below the wrapper of
 * lightgbm4j, which has no such call and gives the library too short a buffer for several classes.
 */
final class LightgbmEngine implements Engine {
  private static final String[] LIBRARIES = {"lib_lightgbm.so", "lib_lightgbm_swig.so"};

  private final SWIGTYPE_p_void booster;
  private final SWIGTYPE_p_void config;
  private final SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
  private final SWIGTYPE_p_double outputs;
  private final double[][] rows;
  private final int classes;

  LightgbmEngine(byte[] file, float[][] rows, int classes) {
    this.rows = Stacked.doubles(rows);
    this.classes = classes;
    SWIGTYPE_p_p_void handle = lightgbmlib.new_voidpp();
    SWIGTYPE_p_int rounds = lightgbmlib.new_intp();
    String text = new String(file, StandardCharsets.US_ASCII);
    check(lightgbmlib.LGBM_BoosterLoadModelFromString(text, rounds, handle));
    booster = lightgbmlib.voidpp_value(handle);
    outputs = lightgbmlib.new_doubleArray(classes);
    check(
        lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastInit(
            booster,
            lightgbmlibConstants.C_API_PREDICT_NORMAL,
            0,
            -1,
            lightgbmlibConstants.C_API_DTYPE_FLOAT64,
            rows[0].length,
            "num_threads=1",
            handle));
    config = lightgbmlib.voidpp_value(handle);
    lightgbmlib.delete_voidpp(handle);
    lightgbmlib.delete_intp(rounds);
  }

  /** Loads the libraries from a folder that no other process writes to. */
  static void loadLibraries() {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    try {
      Path folder = Files.createTempDirectory("tickcast-lightgbm");
      folder.toFile().deleteOnExit();
      for (String library : LIBRARIES) {
        String resource = "/lightgbm4j/linux/" + architecture + "/" + library;
        Path copy = folder.resolve(library);
        copy.toFile().deleteOnExit();
        try (InputStream in = lightgbmlib.class.getResourceAsStream(resource)) {
          if (in == null) {
            throw new PeerException("no library for this system");
          }
          Files.copy(in, copy);
        }
        System.load(copy.toString());
      }
    } catch (IOException e) {
      throw new PeerException(e);
    }
  }

  private static void check(int status) {
    if (status != 0) {
      throw new PeerException(lightgbmlib.LGBM_GetLastError());
    }
  }

  @Override
  public Object predict(int row) {
    check(
        lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(
            rows[row], config, length, outputs));
    return outputs;
  }

  @Override
  public double[] probabilities() {
    double[] values = new double[classes];
    for (int c = 0; c < classes; c++) {
      values[c] = lightgbmlib.doubleArray_getitem(outputs, c);
    }
    return values;
  }

  @Override
  public void close() {
    check(lightgbmlib.LGBM_FastConfigFree(config));
    check(lightgbmlib.LGBM_BoosterFree(booster));
    lightgbmlib.delete_doubleArray(outputs);
    lightgbmlib.delete_int64_tp(length);
  }
}

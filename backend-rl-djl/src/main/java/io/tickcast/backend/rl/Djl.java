package io.tickcast.backend.rl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;

/**
 * PyTorch's library through DJL, from jars on the class path alone. <i>Thread-safe.</i>
 *
 * <p>DJL would download what is missing, report its use, and take all cores: it is told not to,
 * unless somebody set these properties before.
 */
final class Djl {
  private static final String ENGINE = "PyTorch";
  private static final String ARTIFACTS =
      "ai.djl.pytorch:pytorch-engine, pytorch-jni and pytorch-native-cpu on the class path";

  private Djl() {}

  /** A manager of arrays on the CPU; the caller closes it. */
  static NDManager manager() {
    return engine().newBaseManager(Device.cpu());
  }

  /** A model without a program; the caller closes it. */
  static ai.djl.Model model() {
    engine();
    return ai.djl.Model.newInstance("torchscript", Device.cpu(), ENGINE);
  }

  private static Engine engine() {
    preset("ai.djl.offline", "true");
    preset("OPT_OUT_TRACKING", "true");
    preset("ai.djl.pytorch.num_interop_threads", "1");
    preset("ai.djl.pytorch.num_threads", "1");
    // It compiles anew on the first calls of each thread, which would make the first bars late.
    preset("ai.djl.pytorch.graph_optimizer", "false");
    try {
      return Engine.getEngine(ENGINE);
    } catch (RuntimeException | LinkageError e) {
      throw unavailable(e);
    }
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The fault of a class path without DJL or without PyTorch's library. */
  static InferenceException unavailable(Throwable cause) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        Faults.line("expected " + ARTIFACTS + ", found " + cause),
        cause);
  }
}

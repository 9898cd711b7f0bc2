package io.tickcast.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * A session in native memory that is freed when the last of its holders lets go.
 * <i>Thread-safe</i>: any number of threads may run it at a time, since none of them can meet its
 * end.
 */
final class NativeSession {
  private static final String NEEDED =
      "the library needs Linux with glibc (not musl), macOS or Windows, and room in java.io.tmpdir";

  private final OrtEnvironment environment;
  private final SessionOptions options;
  private final OrtSession session;
  private final NativeLedger ledger;
  private int holders = 1;

  private NativeSession(
      OrtEnvironment environment, SessionOptions options, OrtSession session, NativeLedger ledger) {
    this.environment = environment;
    this.options = options;
    this.session = session;
    this.ledger = ledger;
  }

  /**
   * Loads a model that has been checked; the caller is its first holder.
   *
   * @throws io.tickcast.api.InferenceException (RESOURCE_UNAVAILABLE) when the native library can
   *     not be loaded; (UNSUPPORTED_MODEL) when it does not take the model
   */
  static NativeSession load(byte[] model, NativeLedger ledger, Faults faults) {
    try {
      return DeepStack.call(() -> create(model, ledger));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof OrtException) {
        throw faults.unsupported(
            "expected a model that ONNX Runtime takes, found " + Faults.first(cause), cause);
      }
      if (cause instanceof LinkageError || cause instanceof RuntimeException) {
        throw faults.unavailable(
            "expected ONNX Runtime's native library on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", found "
                + Faults.first(cause)
                + "; "
                + NEEDED,
            cause);
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(
          "a session threw a checked exception of no known kind", cause);
    }
  }

  private static NativeSession create(byte[] model, NativeLedger ledger) throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "tickcast");
    environment.setTelemetry(false);
    SessionOptions options = new SessionOptions();
    try {
      configure(options);
      OrtSession session = environment.createSession(model, options);
      ledger.opened();
      return new NativeSession(environment, options, session, ledger);
    } catch (OrtException | RuntimeException | Error e) {
      options.close();
      throw e;
    }
  }

  private static void configure(SessionOptions options) throws OrtException {
    // One thread: a single row is no work to share, and threads would fight with the lanes.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    // An arena and a pattern of it keep the most that any run has needed.
    options.setCPUArenaAllocator(false);
    options.setMemoryPatternOptimization(false);
    options.addConfigEntry("session.load_model_format", "ONNX");
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }

  /** The environment that tensors are made in. */
  OrtEnvironment environment() {
    return environment;
  }

  /** What is open here. */
  NativeLedger ledger() {
    return ledger;
  }

  /** Runs the model; its outputs are in the pinned tensors then. Only holders may call it. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs) throws OrtException {
    session.run(inputs, Set.of(), outputs).close();
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
    if (holders == 0 || --holders > 0) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session of ONNX Runtime did not close", e);
    } finally {
      ledger.closed();
      options.close(); // It has to outlive the session.
    }
  }
}

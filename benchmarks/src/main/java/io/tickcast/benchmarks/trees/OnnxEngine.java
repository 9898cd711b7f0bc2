package io.tickcast.benchmarks.trees;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime on one thread that does not spin, with buffers outside the heap used again. */
final class OnnxEngine implements BatchEngine {
  /** Of the thread that starts the runtime; see {@link #environment}. */
  private static final long STACK = 64L << 20;

  private final OrtEnvironment environment = environment();
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;
  private final float[][] rows;
  private final int classes;
  private final Call single;
  private final Call batch;

  OnnxEngine(byte[] file, float[][] rows, int classes) {
    this.rows = rows;
    this.classes = classes;
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(file, options);
      single = new Call(1);
      batch = new Call(BATCH);
    } catch (OrtException e) {
      throw new PeerException(e);
    }
    batch.inputs.put(0, Stacked.flat(rows, BATCH));
  }

  /**
   * Starts the runtime on a thread with a deep stack. Version 1.29 matches a regular expression
   * against the command line of the process when it starts, in frames of native code for each
   * character: the class path of a forked JVM overflowed the usual stack, which ended the process
   * with a signal and no report. (With {@code ORT_DISABLE_TELEMETRY=1} it does not look.)
   */
  private static OrtEnvironment environment() {
    FutureTask<OrtEnvironment> start = new FutureTask<>(OrtEnvironment::getEnvironment);
    new Thread(null, start, "onnxruntime-start", STACK).start();
    try {
      return start.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new PeerException(e);
    }
  }

  /** Buffers and tensors for a number of rows. */
  private final class Call implements AutoCloseable {
    final FloatBuffer inputs;
    final FloatBuffer outputs;
    final OnnxTensor input;
    final OnnxTensor output;
    final Map<String, OnnxTensor> in;
    final Map<String, OnnxValue> out;

    Call(int count) throws OrtException {
      int width = rows[0].length;
      inputs = buffer(count * width);
      outputs = buffer(count * classes);
      input = OnnxTensor.createTensor(environment, inputs, new long[] {count, width});
      output = OnnxTensor.createTensor(environment, outputs, new long[] {count, classes});
      in = Map.of(OnnxModel.INPUT, input);
      out = Map.of(OnnxModel.OUTPUT, output);
    }

    FloatBuffer run() {
      try {
        session.run(in, Set.of(), out).close(); // the values are in the buffer
        return outputs;
      } catch (OrtException e) {
        throw new PeerException(e);
      }
    }

    double[] probabilities(int row) {
      float[] values = new float[classes];
      outputs.get(row * classes, values);
      return Stacked.doubles(values);
    }

    @Override
    public void close() {
      input.close();
      output.close();
    }
  }

  private static FloatBuffer buffer(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public Object predict(int row) {
    single.inputs.put(0, rows[row]);
    return single.run();
  }

  @Override
  public double[] probabilities() {
    return single.probabilities(0);
  }

  @Override
  public Object predictBatch() {
    return batch.run();
  }

  @Override
  public double[] probabilities(int row) {
    return batch.probabilities(row);
  }

  @Override
  public void close() {
    single.close();
    batch.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new PeerException(e);
    }
    options.close();
  }
}

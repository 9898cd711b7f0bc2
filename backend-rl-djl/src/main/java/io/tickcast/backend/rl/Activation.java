package io.tickcast.backend.rl;

import java.util.Optional;

/** What stands between the layers of a network, by the names of PyTorch's classes. */
enum Activation {
  IDENTITY("Identity"),
  TANH("Tanh"),
  RELU("ReLU"),
  ELU("ELU"),
  LEAKY_RELU("LeakyReLU"),
  GELU("GELU"),
  SILU("SiLU");

  /** The slope of LeakyReLU below 0. */
  static final float LEAK = 0.01f;

  private final String className;

  Activation(String className) {
    this.className = className;
  }

  static Optional<Activation> of(String className) {
    for (Activation activation : values()) {
      if (activation.className.equals(className)) {
        return Optional.of(activation);
      }
    }
    return Optional.empty();
  }

  String className() {
    return className;
  }

  /** Applies the function to the first elements of an array. */
  void apply(float[] values, int count) {
    switch (this) {
      case IDENTITY -> {}
      case TANH -> tanh(values, count);
      case RELU -> relu(values, count, 0);
      case LEAKY_RELU -> relu(values, count, LEAK);
      case ELU -> elu(values, count);
      case GELU -> gelu(values, count);
      case SILU -> silu(values, count);
    }
  }

  private static void tanh(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Functions.tanh(values[i]);
    }
  }

  private static void relu(float[] values, int count, float leak) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] < 0 ? values[i] * leak : values[i];
    }
  }

  private static void elu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Functions.elu(values[i]);
    }
  }

  private static void gelu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Functions.gelu(values[i]);
    }
  }

  private static void silu(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Functions.silu(values[i]);
    }
  }
}

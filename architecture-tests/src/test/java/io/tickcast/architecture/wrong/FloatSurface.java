package io.tickcast.architecture.wrong;

import java.util.List;

/** Breaks a rule. */
public interface FloatSurface {
  /** Breaks it. */
  List<float[]> rows();
}

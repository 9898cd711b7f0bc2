/**
 * ONNX models on ONNX Runtime.
 *
 * <p>The runtime's parser and kernels are native code. A file is therefore read here first, in
 * whole: every message, every operator, every shape that a prediction will have. What is not
 * understood is refused by its name, and no byte of it reaches native code.
 */
@NullMarked
package io.tickcast.backend.onnx;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.tickcast.backend.onnx;

import org.jspecify.annotations.NullMarked;

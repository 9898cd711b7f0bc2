package io.tickcast.backend.onnx;

/**
 * One tensor that the runtime is given.
 *
 * @param shape with 1 for the batch
 * @param columns how many numbers it takes
 */
record InputTensor(String name, ElementType type, long[] shape, int columns) {}

package io.tickcast.trees;

/** How many bits a floating-point number has. */
enum Width {
  /** 32 bits: a double is rounded to the nearest, ties to even, as numpy narrows. */
  FLOAT32,
  /** 64 bits. */
  FLOAT64
}

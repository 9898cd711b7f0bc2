package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import org.jspecify.annotations.Nullable;

/**
 * A document of objects, arrays and values, pulled from front to back, whatever its encoding.
 * <i>Confined.</i>
 *
 * <p>Every method throws {@link InferenceException} (MALFORMED_MODEL, LIMIT_EXCEEDED) when the
 * bytes are not what the caller asks for; the message says where.
 */
interface Tokens {
  /** The deepest nesting of objects and arrays. */
  int MAX_DEPTH = 32;

  /** The longest name or string, in bytes. */
  int MAX_STRING = 1 << 20;

  /** The most members of one object: their names are kept to find duplicates. */
  int MAX_MEMBERS = 1 << 16;

  /** Enters an object, which must come next. */
  void beginObject();

  /** The next name of the object, or null at its end, which is then left. */
  @Nullable String nextName();

  /** Enters an array, which must come next. */
  void beginArray();

  /** Whether the array has a further element; leaves it when it has none. */
  boolean nextElement();

  /** What comes next is a string, so that {@link #string} can take it. */
  boolean atString();

  /** What comes next is an array. */
  boolean atArray();

  /** Takes a string. */
  String string();

  /** Takes a whole number. */
  long integer();

  /** Takes a number, rounded once to 32 bits; NaN and infinities are as the file has them. */
  float number();

  /** Takes an array of numbers. */
  float[] floats();

  /** Takes an array of whole numbers. */
  int[] ints();

  /** Takes an array of truth values, given as such or as 0 and 1. */
  boolean[] flags();

  /** Passes over one value of any kind. */
  void skip();

  /** Makes sure that nothing follows. */
  void end();

  /** The place of the last token in the bytes: the first byte of a string's text or token. */
  long offset();

  /** Where the reader stands, for messages: path and byte offset. */
  String where();
}

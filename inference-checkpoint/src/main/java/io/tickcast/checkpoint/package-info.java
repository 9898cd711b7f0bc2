/**
 * Files that Python pickled, read as data.
 *
 * <p>{@link io.tickcast.checkpoint.CheckpointFile} turns a pickle of protocol 0 to 5, or a joblib
 * file, into a graph of inert {@link io.tickcast.checkpoint.PickleNode nodes}. Nothing that a file
 * names is ever called or loaded; what it may name is a {@link io.tickcast.checkpoint.SymbolPolicy
 * list} that the reader of a kind of checkpoint gives, and all else is refused at its opcode. Why
 * it is so stands in ADR 0020.
 */
@NullMarked
package io.tickcast.checkpoint;

import org.jspecify.annotations.NullMarked;

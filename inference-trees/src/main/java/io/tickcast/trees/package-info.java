/**
 * Decision-tree models in pure Java: readers of the libraries' own files, and an evaluator.
 *
 * <p>A file becomes a {@code TreeEnsemble}, the trees as they were trained with their thresholds
 * and covers, and from that a {@code Forest}, flat arrays made for speed. What the libraries
 * compute in 32-bit floats is computed in 32-bit floats here, in their order.
 *
 * <p>Files are taken to be hostile: counts are compared with what is there before anything is
 * allocated, nothing recurses on the depth of a tree, and a file that breaks a rule ends in one
 * {@link io.tickcast.api.InferenceException}.
 */
@NullMarked
package io.tickcast.trees;

import org.jspecify.annotations.NullMarked;

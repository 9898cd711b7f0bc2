package io.tickcast.trees;

/**
 * A linear function of the inputs for each output, beside or instead of trees: what is present adds
 * to a margin, what is missing does not. <i>Immutable.</i>
 *
 * @param weights the weight of each feature and output, feature by feature
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record LinearTerms(float[] weights) {}

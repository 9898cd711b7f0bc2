package io.tickcast.trees;

/**
 * A leaf whose output is a linear function of the row: {@code intercept + coefficient[0] *
 * row[feature[0]] + ...}, added from left to right in 64 bits. <i>Immutable</i>: nobody writes to
 * the arrays.
 *
 * <p>When one of its features is missing, the leaf's value in the tree is the output instead.
 *
 * @param intercept the output for zeros
 * @param feature the features that it looks at
 * @param coefficient for each of them its factor
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record LinearLeaf(double intercept, int[] feature, double[] coefficient) {}

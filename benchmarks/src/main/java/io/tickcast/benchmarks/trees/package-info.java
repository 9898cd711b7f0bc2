/** Trees of several shapes through this project's engine and through those of others. */
@NullMarked
package io.tickcast.benchmarks.trees;

import org.jspecify.annotations.NullMarked;

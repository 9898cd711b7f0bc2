/** Tests of the bench from end to end. */
@NullMarked
package io.tickcast.benchmarks.live;

import org.jspecify.annotations.NullMarked;

/** JMH benchmarks, each beside its peer in the same run. */
@NullMarked
package io.tickcast.benchmarks;

import org.jspecify.annotations.NullMarked;

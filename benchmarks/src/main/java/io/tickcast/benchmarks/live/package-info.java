/**
 * The bench from end to end: bars over a real NATS server, beside a raw echo of the same payload in
 * the same run.
 */
@NullMarked
package io.tickcast.benchmarks.live;

import org.jspecify.annotations.NullMarked;

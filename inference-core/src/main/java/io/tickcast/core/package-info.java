/**
 * The engine: takes frames from sources, scores bars with models, decides, explains, records and
 * publishes.
 *
 * <p>{@link io.tickcast.core.InferenceEngine#builder()} is where to start. The way of one bar runs
 * through {@code FrameRouter}, {@code LaneQueue}, {@code Lane}, {@code FrameDecoder}, {@code
 * Admission}, {@code ServingModel}, {@code Gates}, {@code SignalEncoder} and {@code Journal}.
 */
@NullMarked
package io.tickcast.core;

import org.jspecify.annotations.NullMarked;

/**
 * The types that everything else is hung on: models and predictors, sources of frames, sinks of
 * records, checkpoint stores, and the few trading terms that cross these boundaries.
 *
 * <p>The package depends on {@code java.*} and JSpecify alone. Providers of each kind are found by
 * {@link java.util.ServiceLoader}; what an implementation owes its callers is stated as numbered
 * rules by the contract suites of {@code inference-tck}.
 */
@NullMarked
package io.tickcast.api;

import org.jspecify.annotations.NullMarked;

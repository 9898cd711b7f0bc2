/**
 * Contract suites for everything that is hung on the engine: model providers, sources, sinks and
 * checkpoint stores.
 *
 * <p>An adapter extends one of the abstract suites and gives factory methods only; the rules, each
 * with an id in its display name, come with the suite. The {@code Asserting...} wrappers are the
 * other half: they police whoever calls a model, a source or a sink.
 */
@NullMarked
package io.tickcast.tck;

import org.jspecify.annotations.NullMarked;

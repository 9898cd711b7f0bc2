/**
 * The library inside another program: {@code TradingService} asks an engine at each bar that it
 * hands over, {@code SignalDesk} takes the single steps itself.
 */
@NullMarked
package io.tickcast.examples.embedded;

import org.jspecify.annotations.NullMarked;

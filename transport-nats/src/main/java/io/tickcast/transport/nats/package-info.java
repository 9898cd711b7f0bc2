/**
 * NATS: the source of features, fills, account states and config hints, and the real-time sink of
 * signals, on the official Java client.
 *
 * <p>Both keep a connection of their own, for ever: they reconnect with back-off, notice a server
 * that stands still by its missing answers, and say in one line where they stand. The source is
 * polled; the sink never waits for the network.
 */
@NullMarked
package io.tickcast.transport.nats;

import org.jspecify.annotations.NullMarked;

/**
 * Starts real servers on loopback, for tests and for {@code tickcast up}: NATS, Kafka and
 * ClickHouse, as {@code tools/servers/install} has fetched them.
 *
 * <p>A server is a child process with a folder of its own for configuration, data and log. It ends
 * with the process that started it, however that ends. {@link io.tickcast.servers.TcpProxy} stands
 * between a client and a server and breaks the connections of the one to the other.
 */
@NullMarked
package io.tickcast.servers;

import org.jspecify.annotations.NullMarked;

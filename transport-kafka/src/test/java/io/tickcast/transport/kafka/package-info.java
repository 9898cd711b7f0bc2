/** Tests against real brokers, on loopback; they need {@code tools/servers/install}. */
@NullMarked
package io.tickcast.transport.kafka;

import org.jspecify.annotations.NullMarked;

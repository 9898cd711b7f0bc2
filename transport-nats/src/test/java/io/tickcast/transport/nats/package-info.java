/** Tests of the room against the real server. */
@NullMarked
package io.tickcast.transport.nats;

import org.jspecify.annotations.NullMarked;

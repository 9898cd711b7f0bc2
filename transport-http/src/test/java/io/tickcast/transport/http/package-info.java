/** Tests of the http room, on loopback ports that are free. */
@NullMarked
package io.tickcast.transport.http;

import org.jspecify.annotations.NullMarked;

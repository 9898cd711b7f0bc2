/** Starts each real server and breaks it in every way that other rooms rely on. */
@NullMarked
package io.tickcast.servers;

import org.jspecify.annotations.NullMarked;

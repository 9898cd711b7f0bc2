/** Right implementations of every SPI, in memory: what the deliberately wrong ones depart from. */
@NullMarked
package io.tickcast.tck.reference;

import org.jspecify.annotations.NullMarked;

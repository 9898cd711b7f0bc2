@NullMarked
package io.tickcast.hub;

import org.jspecify.annotations.NullMarked;

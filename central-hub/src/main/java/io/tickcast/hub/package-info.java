/**
 * The Central Hub: follows its configuration, registers with it, and is one for development. May
 * see the api and the core.
 */
@NullMarked
package io.tickcast.hub;

import org.jspecify.annotations.NullMarked;

package io.tickcast.core;

import java.util.Optional;

/**
 * What somebody speaks of: a binding, or one series of it.
 *
 * @param binding the binding
 * @param series the one series; absent for all of the binding
 */
record RegistryTarget(Binding binding, Optional<Series> series) {}

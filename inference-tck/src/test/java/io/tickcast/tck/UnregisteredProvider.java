package io.tickcast.tck;

import io.tickcast.tck.reference.SoftmaxProvider;

/** Public, and in no META-INF/services. */
public final class UnregisteredProvider extends SoftmaxProvider {
  /** A constructor that nobody calls by reflection. */
  public UnregisteredProvider() {}
}

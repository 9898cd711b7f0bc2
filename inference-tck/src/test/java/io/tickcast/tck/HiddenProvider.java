package io.tickcast.tck;

import io.tickcast.tck.reference.SoftmaxProvider;

/** Registered, and not public: ServiceLoader knows its name and can not make one. */
final class HiddenProvider extends SoftmaxProvider {
  /** Enough for ServiceLoader to find it. */
  public HiddenProvider() {}
}

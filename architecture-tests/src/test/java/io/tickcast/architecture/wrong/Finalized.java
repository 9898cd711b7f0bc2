package io.tickcast.architecture.wrong;

final class Finalized {
  @Override
  @SuppressWarnings({"deprecation", "removal"})
  protected void finalize() {}
}

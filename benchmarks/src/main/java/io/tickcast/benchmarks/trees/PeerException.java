package io.tickcast.benchmarks.trees;

/** A library of others does not do what it is asked. */
final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PeerException(Exception cause) {
    super(cause.toString(), cause);
  }

  PeerException(String message) {
    super(message);
  }
}

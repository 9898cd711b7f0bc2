package io.tickcast.backend.rl;

/** Which TorchScript files may run, beside those that are listed by their digests. */
public enum TorchscriptRule {
  /** Those whose manifest says {@code "format": "torchscript"} and names their sha256. */
  DECLARED,
  /** All of them. */
  ALLOW,
  /** None, listed and declared ones neither. */
  DENY
}

package io.tickcast.servers;

/** How an S3 server is started. */
public final class S3Options extends ServerOptions<S3Options> {
  /** Starts from the defaults. */
  public S3Options() {}

  @Override
  S3Options self() {
    return this;
  }
}

package io.tickcast.store.s3;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.OneLine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which bucket is read, and within which bounds. <i>Immutable.</i>
 *
 * @param name the component's name in errors
 * @param bucket its name
 * @param prefix what the keys begin with; empty, or with a slash at its end
 * @param endpoint the server's address; absent for that of the region
 * @param region the region that requests are signed for
 * @param pathStyle whether the bucket stands in the path of an address, not in its host
 * @param credentials who asks; absent for whom the SDK finds
 * @param maxBytes the most bytes of a model
 * @param maxObjects the most objects below the prefix
 * @param connectTimeout the longest wait for a connection
 * @param timeout the longest time of a list
 * @param loadTimeout the longest time of a load
 */
record S3Settings(
    String name,
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    String region,
    boolean pathStyle,
    Optional<Credentials> credentials,
    int maxBytes,
    int maxObjects,
    Duration connectTimeout,
    Duration timeout,
    Duration loadTimeout) {
  private static final Set<String> KEYS =
      Set.of(
          "bucket",
          "prefix",
          "endpoint",
          "region",
          "path_style",
          "access_key_id",
          "secret_access_key",
          "session_token",
          "max_bytes",
          "max_objects",
          "connect_timeout",
          "timeout",
          "load_timeout");
  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_OBJECTS = 1_000_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /**
   * Who asks.
   *
   * @param keyId the public half
   * @param secret never shown
   * @param token of a session; empty for none
   */
  record Credentials(String keyId, String secret, String token) {
    @Override
    public String toString() {
      return "Credentials[" + keyId + "]";
    }
  }

  /** Reads the settings; does no I/O. */
  static S3Settings from(ComponentConfig config) {
    config.refuseUnknown(KEYS);
    Options options = new Options(config);
    Optional<URI> endpoint = options.endpoint("endpoint");
    return new S3Settings(
        config.name(),
        options.text("bucket", config.required("bucket"), "[a-z0-9][a-z0-9.-]{1,62}"),
        prefix(options),
        endpoint,
        options.text("region", config.optional("region", "us-east-1"), "[a-z0-9-]{1,32}"),
        options.flag("path_style", endpoint.isPresent()),
        credentials(options),
        options.whole("max_bytes", MOST_BYTES, 1, MOST_BYTES),
        options.whole("max_objects", 10_000, 1, MOST_OBJECTS),
        options.duration("connect_timeout", Duration.ofSeconds(3), LONGEST),
        options.duration("timeout", Duration.ofSeconds(20), LONGEST),
        options.duration("load_timeout", Duration.ofMinutes(5), LONGEST));
  }

  private static String prefix(Options options) {
    String text = options.config().optional("prefix", "").replaceAll("^/+|/+$", "");
    return text.isEmpty() ? "" : options.text("prefix", text, "[^\\p{Cntrl}]{1,512}") + "/";
  }

  private static Optional<Credentials> credentials(Options options) {
    String keyId = options.config().optional("access_key_id", "").strip();
    String secret = options.config().optional("secret_access_key", "").strip();
    String token = options.config().optional("session_token", "").strip();
    if (keyId.isEmpty() != secret.isEmpty() || (keyId.isEmpty() && !token.isEmpty())) {
      throw options.invalid(
          keyId.isEmpty() ? "access_key_id" : "secret_access_key",
          "both of access_key_id and secret_access_key, or none for what the SDK finds",
          "one of them");
    }
    return keyId.isEmpty() ? Optional.empty() : Optional.of(new Credentials(keyId, secret, token));
  }

  /** The bucket with its server, for people. */
  String place() {
    return endpoint.map(it -> it + " ").orElse("") + "s3://" + bucket + "/" + prefix;
  }

  /** An object, for people. */
  String place(String location) {
    return "s3://" + bucket + "/" + OneLine.text(prefix + location);
  }
}

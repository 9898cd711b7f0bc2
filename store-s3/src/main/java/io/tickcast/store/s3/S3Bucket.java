package io.tickcast.store.s3;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a bucket below a prefix. <i>Thread-safe.</i> */
final class S3Bucket implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final S3Settings settings;
  private @Nullable S3Client client;
  private boolean closed;

  S3Bucket(S3Settings settings) {
    this.settings = settings;
  }

  /**
   * All objects, in pages of a thousand.
   *
   * @throws InferenceException (LIMIT_EXCEEDED) when there are more than the settings allow;
   *     (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when the server does not give them
   */
  List<S3Object> list() {
    List<S3Object> all = new ArrayList<>();
    String token = null;
    do {
      ListObjectsV2Request.Builder request =
          ListObjectsV2Request.builder()
              .bucket(settings.bucket())
              .prefix(settings.prefix())
              .maxKeys(Math.min(PAGE, settings.maxObjects() + 1))
              .continuationToken(token)
              .overrideConfiguration(it -> it.apiCallTimeout(settings.timeout()));
      ListObjectsV2Response page =
          ask(settings.timeout(), "", s3 -> s3.listObjectsV2(request.build()));
      all.addAll(page.contents());
      requireFew(all.size());
      token = next(page, token);
    } while (token != null);
    return all;
  }

  private void requireFew(int found) {
    if (found > settings.maxObjects()) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          settings.name()
              + ": expected at most "
              + settings.maxObjects()
              + " objects at "
              + settings.place()
              + ", found more: set prefix, or max_objects");
    }
  }

  /** A server that names the same page again would be asked for ever. */
  private @Nullable String next(ListObjectsV2Response page, @Nullable String before) {
    String next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    if (next != null && next.equals(before)) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_MISMATCH,
          settings.name()
              + ": expected another page of the list at "
              + settings.place()
              + ", found the same one again");
    }
    return next;
  }

  /**
   * The bytes of an object; empty when there is none.
   *
   * @param location its key behind the prefix
   * @param maxBytes the most that are read
   * @throws InferenceException (LIMIT_EXCEEDED) when it has more; (EXTERNAL_UNAVAILABLE,
   *     EXTERNAL_MISMATCH) when the server does not give it
   */
  Optional<byte[]> get(String location, int maxBytes) {
    Duration time = settings.loadTimeout();
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(settings.bucket())
            .key(settings.prefix() + location)
            .overrideConfiguration(it -> it.apiCallTimeout(time))
            .build();
    ResponseTransformer<GetObjectResponse, byte[]> whole =
        (response, body) -> bytes(location, response, body, maxBytes);
    return Optional.ofNullable(ask(time, location, s3 -> orNull(s3, request, whole)));
  }

  private static byte @Nullable [] orNull(
      S3Client s3,
      GetObjectRequest request,
      ResponseTransformer<GetObjectResponse, byte[]> transformer) {
    try {
      return s3.getObject(request, transformer);
    } catch (NoSuchKeyException e) {
      return null;
    }
  }

  private byte[] bytes(
      String location, GetObjectResponse response, AbortableInputStream body, int maxBytes)
      throws IOException {
    Long length = response.contentLength();
    if (length != null && length > maxBytes) {
      body.abort();
      throw tooLarge(location, maxBytes, length + " bytes");
    }
    byte[] bytes = body.readNBytes(maxBytes);
    if (body.read() >= 0) {
      body.abort();
      throw tooLarge(location, maxBytes, "more");
    }
    if (length != null && bytes.length < length) {
      throw new IOException("the answer breaks off after " + bytes.length + " of " + length);
    }
    return bytes;
  }

  private InferenceException tooLarge(String location, int maxBytes, String found) {
    return new InferenceException(
        ErrorCode.LIMIT_EXCEEDED,
        settings.place(location) + ": expected at most " + maxBytes + " bytes, found " + found);
  }

  private <T> T ask(Duration time, String location, Function<S3Client, T> question) {
    try {
      return question.apply(client());
    } catch (SdkException e) {
      throw S3Faults.of(settings, location, time, e);
    } catch (IllegalStateException e) {
      requireOpen();
      throw e;
    }
  }

  /** Made late: the SDK looks for files and starts a thread. */
  private synchronized S3Client client() {
    requireOpen();
    if (client == null) {
      client = build();
    }
    return client;
  }

  private S3Client build() {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            // Other servers know neither; the sha256 is verified anyway.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.timeout()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings
        .credentials()
        .map(S3Bucket::credentials)
        .map(StaticCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  private static AwsCredentials credentials(S3Settings.Credentials given) {
    return given.token().isEmpty()
        ? AwsBasicCredentials.create(given.keyId(), given.secret())
        : AwsSessionCredentials.create(given.keyId(), given.secret(), given.token());
  }

  synchronized void requireOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          settings.name() + ": expected an open checkpoint store, found it closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }
}

package io.tickcast.store.s3;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failure of the SDK or of the server means. */
final class S3Faults {
  private static final int NOT_LET_IN = 403;
  private static final int NOT_AUTHENTICATED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  private S3Faults() {}

  /** The error for what went wrong with an object, or with the list when the location is empty. */
  static InferenceException of(
      S3Settings settings, String location, Duration time, SdkException failure) {
    String what =
        location.isEmpty() ? "a list of objects" : "the object " + OneLine.quote(location);
    InferenceException ours = find(failure, InferenceException.class);
    if (ours != null) {
      return ours;
    }
    if (failure instanceof AwsServiceException answer) {
      return ofAnswer(settings, what, answer);
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return fault(
          ErrorCode.EXTERNAL_UNAVAILABLE,
          settings,
          what + " within " + time.toMillis() + " ms",
          "no answer",
          failure);
    }
    String words = root(failure);
    boolean credentials = String.valueOf(failure.getMessage()).contains("load credentials");
    return credentials
        ? fault(
            ErrorCode.EXTERNAL_MISMATCH,
            settings,
            "credentials for " + what,
            "none: set access_key_id and secret_access_key, or what the SDK looks for",
            failure)
        : fault(ErrorCode.EXTERNAL_UNAVAILABLE, settings, what, words, failure);
  }

  private static InferenceException ofAnswer(
      S3Settings settings, String what, AwsServiceException answer) {
    int status = answer.statusCode();
    String found = "status " + status + coded(answer);
    boolean passing = status >= SERVER || status == TOO_MANY;
    if (status == NOT_LET_IN || status == NOT_AUTHENTICATED) {
      return fault(
          ErrorCode.EXTERNAL_MISMATCH, settings, what + " for these credentials", found, answer);
    }
    if (status == NOT_FOUND) {
      return fault(ErrorCode.EXTERNAL_MISMATCH, settings, what + " in that bucket", found, answer);
    }
    return fault(
        passing ? ErrorCode.EXTERNAL_UNAVAILABLE : ErrorCode.EXTERNAL_MISMATCH,
        settings,
        what,
        found,
        answer);
  }

  private static String coded(AwsServiceException answer) {
    if (answer.awsErrorDetails() == null) {
      return "";
    }
    String code = answer.awsErrorDetails().errorCode();
    String message = answer.awsErrorDetails().errorMessage();
    return " " + OneLine.text(code + (message == null ? "" : ": " + message));
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return OneLine.of(cause);
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static InferenceException fault(
      ErrorCode code, S3Settings settings, String expected, String found, SdkException cause) {
    return new InferenceException(
        code,
        settings.name() + ": expected " + expected + " at " + settings.place() + ", found " + found,
        cause);
  }
}

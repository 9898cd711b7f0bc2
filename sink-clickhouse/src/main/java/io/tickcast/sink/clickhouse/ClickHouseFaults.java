package io.tickcast.sink.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failure of the client or of the server means: which setting it belongs to, what was
 * expected, what was found. <i>Immutable.</i>
 */
record ClickHouseFaults(ClickHouseSettings settings) {
  private static final int NOT_CLICKHOUSE = 0;
  private static final int UNKNOWN_TABLE = 60;
  private static final int UNKNOWN_DATABASE = 81;
  private static final int UNKNOWN_SETTING = 115;
  private static final int VIOLATED_CONSTRAINT = 469;
  private static final int ACCESS_DENIED = 497;
  private static final Set<Integer> NOT_LET_IN = Set.of(192, 193, 194, 195, 516);

  /** Others: a column or a name that is not there, not implemented, read-only, not allowed. */
  private static final Set<Integer> MISMATCHES = Set.of(16, 36, 44, 47, 48, 62, 117, 164, 452);

  /** A body that was cut off on the way says nothing about its rows. */
  private static final Set<Integer> CUT_OFF = Set.of(3, 32, 33, 95, 209, 210);

  /** HTTP: the server may be there again later. */
  private static final Set<Integer> PASSING = Set.of(429, 503, 504);

  /** The client gives no code for this one. */
  private static final String BAD_GATEWAY = "502 Bad gateway";

  private static final int SHOWN_DIFFERENCES = 5;

  private static final Pattern CODE = Pattern.compile("Code: \\d+\\.\\s*(?:DB::Exception:\\s*)?");
  private static final Pattern TAIL =
      Pattern.compile(
          "(?s)(?::\\s*)?(?:\\(at row |\\(in file/uri |While executing |\\(version |\\(queryId=|\\((?:[A-Z]+_[A-Z_]+|READONLY)\\)).*");

  /**
   * The error for what went wrong.
   *
   * @param failure from the client or the driver
   * @param time how long it was tried
   * @param timeIsUp whether that time has passed
   */
  InferenceException of(Exception failure, Duration time, boolean timeIsUp) {
    Optional<ServerException> answer = find(failure, ServerException.class);
    if (answer.isPresent()) {
      return of(answer.get());
    }
    boolean connecting = has(failure, ConnectTimeoutException.class);
    if (timeIsUp || (!connecting && has(failure, SocketTimeoutException.class))) {
      return noAnswer(time, failure);
    }
    return connecting
        ? unavailable("a connection within " + shown(settings.connectTimeout()), "none", failure)
        : ofConnection(failure);
  }

  /** The time of a call is up. */
  InferenceException noAnswer(Duration time, @Nullable Exception cause) {
    return unavailable("an answer within " + shown(time), "none", cause);
  }

  private InferenceException ofConnection(Exception failure) {
    Optional<SSLException> encryption = find(failure, SSLException.class);
    if (encryption.isPresent()) {
      String expected = "an encrypted connection that can be trusted";
      return mismatch("url", expected, OneLine.message(encryption.get()), failure);
    }
    Optional<UnknownHostException> host = find(failure, UnknownHostException.class);
    if (host.isPresent()) {
      String found = "no host " + OneLine.quote(settings.server().getHost());
      return unavailable("a ClickHouse server", found, failure);
    }
    if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
      return unavailable("a ClickHouse server", "no connection: " + root(failure), failure);
    }
    if (isClosedConnection(failure)) {
      return unavailable("an answer", "that the connection was closed", failure);
    }
    if (String.valueOf(failure.getMessage()).contains(BAD_GATEWAY)) {
      return unavailable("an answer of ClickHouse", "HTTP status 502", failure);
    }
    if (has(failure, EOFException.class) || !has(failure, IOException.class)) {
      return notClickHouse(failure);
    }
    return unavailable("an answer", root(failure), failure);
  }

  private static String root(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return OneLine.message(cause);
  }

  private InferenceException of(ServerException answer) {
    int code = answer.getCode();
    String words = words(answer);
    if (code == NOT_CLICKHOUSE) {
      String found = "HTTP status " + answer.getTransportProtocolCode();
      return PASSING.contains(answer.getTransportProtocolCode())
          ? unavailable("an answer of ClickHouse", found, answer)
          : mismatch("url", "an answer of ClickHouse", found, answer);
    }
    if (NOT_LET_IN.contains(code)) {
      String user = OneLine.quote(settings.user());
      return mismatch("user", "that " + user + " may come in with the password", words, answer);
    }
    return switch (code) {
      case ACCESS_DENIED ->
          mismatch("user", "the rights that are needed on " + settings.database(), words, answer);
      case UNKNOWN_DATABASE -> noDatabase(answer);
      case UNKNOWN_TABLE ->
          mismatch("database", "the tables of './tickcast clickhouse init'", words, answer);
      case UNKNOWN_SETTING ->
          mismatch("url", "a server that knows the settings of a request", words, answer);
      default ->
          MISMATCHES.contains(code)
              ? mismatch("database", "that a request is carried out", coded(code, words), answer)
              : unavailable("that a request is carried out", coded(code, words), answer);
    };
  }

  /** The database is not there. */
  InferenceException noDatabase(@Nullable Exception cause) {
    return mismatch(
        "database",
        "database " + OneLine.quote(settings.database()),
        "none, './tickcast clickhouse init' makes it",
        cause);
  }

  /** An answer that comes from something else than a ClickHouse server. */
  InferenceException notClickHouse(@Nullable Exception cause) {
    String why = cause == null ? "" : ": " + root(cause);
    return mismatch("url", "an answer of ClickHouse", "one of something else" + why, cause);
  }

  /** An answer that is not whole. */
  InferenceException brokenOff() {
    return unavailable("a whole answer", "one that breaks off", null);
  }

  /**
   * Throws when tables are not as they have to be.
   *
   * @throws InferenceException (EXTERNAL_MISMATCH) that names the first differences
   */
  static void requireNone(List<String> differences) {
    if (differences.isEmpty()) {
      return;
    }
    int more = differences.size() - SHOWN_DIFFERENCES;
    String shown = differences.stream().limit(SHOWN_DIFFERENCES).collect(Collectors.joining("; "));
    throw new InferenceException(
        ErrorCode.EXTERNAL_MISMATCH, more > 0 ? shown + "; and " + more + " more" : shown);
  }

  /** Whether a connection was closed before an answer, as one is that was kept for too long. */
  static boolean isClosedConnection(Exception failure) {
    return has(failure, NoHttpResponseException.class);
  }

  /** Whether a server refuses a single row and would refuse it again. */
  static boolean isOfARow(ServerException answer) {
    String message = String.valueOf(answer.getMessage());
    boolean row =
        answer.getCode() == VIOLATED_CONSTRAINT
            || (message.contains("(at row ") && !CUT_OFF.contains(answer.getCode()));
    return row && !message.contains("pushing to view") && !message.contains("Unknown field");
  }

  /** What a server says, without what it adds around. */
  static String words(ServerException answer) {
    String message = String.valueOf(answer.getMessage());
    String bare = TAIL.matcher(CODE.matcher(message).replaceAll("")).replaceFirst("").strip();
    String words = OneLine.text(bare.isEmpty() ? message : bare);
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private static String coded(int code, String words) {
    return "code " + code + ": " + words;
  }

  private static String shown(Duration time) {
    long millis = time.toMillis();
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }

  private InferenceException mismatch(
      String setting, String expected, String found, @Nullable Exception cause) {
    return fault(ErrorCode.EXTERNAL_MISMATCH, setting, expected, found, cause);
  }

  private InferenceException unavailable(String expected, String found, @Nullable Exception cause) {
    return fault(ErrorCode.EXTERNAL_UNAVAILABLE, "url", expected, found, cause);
  }

  private InferenceException fault(
      ErrorCode code, String setting, String expected, String found, @Nullable Exception cause) {
    String place = setting.equals("url") ? settings.server().toString() : settings.place();
    return new InferenceException(
        code, setting + ": expected " + expected + " at " + place + ", found " + found, cause);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return find(failure, type).isPresent();
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}

package io.tickcast.transport.http;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of an {@link HttpServer}. <i>Immutable.</i>
 *
 * @param host the address to listen on; loopback unless told otherwise
 * @param port from 0 to 65535; 0 takes any free one
 * @param recentSignals decisions that are kept for {@code /api/v1/signals} and for clients that
 *     come back, from 16 to 10,000
 * @param maxSseClients readers of {@code /api/v1/events} at one time, from 1 to 1,024
 * @param maxThreads threads that serve requests, from 4 to 256
 * @param idleTimeout how long a connection may be silent, from 5 s to one hour
 * @param stallTimeout how long a reader of events may take nothing before it is dropped, from 1 ms
 *     to one hour
 */
public record HttpConfig(
    String host,
    int port,
    int recentSignals,
    int maxSseClients,
    int maxThreads,
    Duration idleTimeout,
    Duration stallTimeout) {
  /** The port of the service. */
  public static final int DEFAULT_PORT = 8010;

  // Readers of events get a status once a second, which must keep their connections from being
  // idle.
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(5);
  private static final Duration SHORTEST_STALL = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks the ranges.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public HttpConfig {
    Objects.requireNonNull(host, "host");
    if (host.isBlank()) {
      throw invalid("host", "an address such as 127.0.0.1", "'" + host + "'");
    }
    inRange("port", port, 0, 65_535);
    inRange("recent_signals", recentSignals, 16, 10_000);
    inRange("max_sse_clients", maxSseClients, 1, 1_024);
    inRange("max_threads", maxThreads, 4, 256);
    inRange("idle_timeout", idleTimeout, SHORTEST_IDLE);
    inRange("stall_timeout", stallTimeout, SHORTEST_STALL);
  }

  /** 127.0.0.1:8010, 500 decisions, 64 readers of events, 16 threads, 30 s idle, 10 s stalled. */
  public static HttpConfig defaults() {
    return new HttpConfig(
        "127.0.0.1", DEFAULT_PORT, 500, 64, 16, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  /**
   * The same on another address.
   *
   * @param address such as {@code 0.0.0.0} for every interface
   */
  public HttpConfig withHost(String address) {
    return new HttpConfig(
        address, port, recentSignals, maxSseClients, maxThreads, idleTimeout, stallTimeout);
  }

  /**
   * The same on another port.
   *
   * @param number from 0 to 65535; 0 takes any free one
   */
  public HttpConfig withPort(int number) {
    return new HttpConfig(
        host, number, recentSignals, maxSseClients, maxThreads, idleTimeout, stallTimeout);
  }

  /**
   * The same with room for another number of decisions.
   *
   * @param count from 16 to 10,000
   */
  public HttpConfig withRecentSignals(int count) {
    return new HttpConfig(host, port, count, maxSseClients, maxThreads, idleTimeout, stallTimeout);
  }

  /**
   * The same with another limit to the readers of events.
   *
   * @param count from 1 to 1,024
   */
  public HttpConfig withMaxSseClients(int count) {
    return new HttpConfig(host, port, recentSignals, count, maxThreads, idleTimeout, stallTimeout);
  }

  private static void inRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw invalid(name, "a whole number from " + low + " to " + high, String.valueOf(value));
    }
  }

  private static void inRange(String name, Duration value, Duration shortest) {
    if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
      throw invalid(name, "a duration from " + shortest + " to " + LONGEST, value.toString());
    }
  }

  private static InferenceException invalid(String name, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        "http " + name + ": expected " + expected + ", found " + found);
  }
}

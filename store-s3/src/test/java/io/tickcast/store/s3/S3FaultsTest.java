package io.tickcast.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that refuse, stand still, break off, or are something else. */
class S3FaultsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private Answer answer = exchange -> exchange.sendResponseHeaders(500, -1);

  /** What the server does. */
  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            answer.give(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private CheckpointStore store(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("bucket", "models");
    options.put("endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
    options.put("access_key_id", "reader");
    options.put("secret_access_key", "hunter2");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return new S3StoreProvider().create(new ComponentConfig("store 'bucket'", options, () -> 0));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch, EXTERNAL_MISMATCH",
    "403, AccessDenied, EXTERNAL_MISMATCH",
    "404, NoSuchBucket, EXTERNAL_MISMATCH",
    "400, InvalidRequest, EXTERNAL_MISMATCH",
    "503, SlowDown, EXTERNAL_UNAVAILABLE",
    "500, InternalError, EXTERNAL_UNAVAILABLE"
  })
  void find_answerOfAnError_saysItsStatusAndCode(int status, String code, ErrorCode expected) {
    answer = exchange -> send(exchange, status, error(code));
    try (CheckpointStore store = store()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.find(CheckpointQuery.any()))
          .withMessageContaining("found status " + status + " " + code + ": no")
          .satisfies(e -> assertThat(e.code()).isEqualTo(expected))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
  }

  @Test
  void find_serverThatStandsStill_endsWithItsTime() {
    answer =
        exchange -> {
          try {
            done.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (CheckpointStore store = store("timeout", "300ms")) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.find(CheckpointQuery.any()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
    }
  }

  @Test
  void find_serverAway_isUnavailable() {
    try (CheckpointStore store = store("endpoint", "http://127.0.0.1:1")) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.find(CheckpointQuery.any()))
          .withMessageStartingWith(
              "store 'bucket': expected a list of objects at http://127.0.0.1:1 s3://models/, found")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
    }
  }

  @Test
  void find_pageThatNamesItself_isNotAskedForEver() {
    answer =
        exchange ->
            send(
                exchange,
                200,
                "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>true</IsTruncated>"
                    + "<NextContinuationToken>again</NextContinuationToken></ListBucketResult>");
    try (CheckpointStore store = store()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> store.find(CheckpointQuery.any()))
          .withMessageEndingWith("found the same one again")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH));
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void load_answerThatBreaksOff_isUnavailable() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        };
    try (CheckpointStore store = store()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(
              () -> store.load(new CheckpointRef("xgboost_eurusd_5m_v1.json", "", "", "", "", "")))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
    }
  }
}

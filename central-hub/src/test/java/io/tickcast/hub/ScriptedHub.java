package io.tickcast.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hub over real HTTP that answers what a test says; the last answer is given again. */
final class ScriptedHub implements AutoCloseable {
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpServer server;

  /** What becomes of a request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  ScriptedHub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " " + body);
    Answer answer;
    synchronized (answers) {
      answer = answers.size() > 1 ? answers.remove() : answers.element();
    }
    answer.to(exchange);
    exchange.close();
  }

  ScriptedHub then(Answer answer) {
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  /** Forgets what it was to answer, and answers this from now on. */
  ScriptedHub now(Answer answer) {
    synchronized (answers) {
      answers.clear();
      answers.add(answer);
    }
    return this;
  }

  static Answer status(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static Answer config(String config, Object version) {
    return status(200, body(config, version));
  }

  static String body(String config, Object version) {
    String text = version instanceof String ? "\"" + version + "\"" : version.toString();
    return "{\"config\":" + config + ",\"version\":" + text + "}";
  }

  /** The configuration of a threshold. */
  static String threshold(double threshold) {
    return "{\"operational\":{\"inference_settings\":{\"confidence_threshold\":"
        + threshold
        + "}}}";
  }

  /** Sends the headers and a little, and then nothing until the end of the test. */
  Answer stuck() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** An answer without an end. */
  static Answer endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] part = new byte[1 << 16];
      for (int i = 0; i < 10_000; i++) {
        exchange.getResponseBody().write(part);
      }
    };
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    workers.shutdownNow();
  }
}

package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.TcpProxy;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that freezes, dies, comes back; a network that stalls and breaks. */
class OutageTest {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int COUNT = 400;
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static TcpProxy proxy;
  private static KafkaServer server;

  private final String topic = "outage-" + TOPICS.incrementAndGet();

  @BeforeAll
  static void start() {
    proxy = TcpProxy.to(0);
    server =
        KafkaServer.start(
            new KafkaOptions()
                .advertisedPort(proxy.port())
                .setting("auto.create.topics.enable", "false"));
    proxy.forwardTo(server.port());
  }

  @AfterEach
  void restore() {
    proxy.restore();
    server.thaw();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
  }

  private TestSink open(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap_servers", "127.0.0.1:" + proxy.port());
    options.putAll(Map.of("topic", topic, "create_topic", "true", "partitions", "1"));
    options.putAll(Map.of("request_timeout", "2s", "close_timeout", "1s"));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return TestSink.open(options);
  }

  private List<String> ids() {
    try (TestTopics topics = new TestTopics(server)) {
      return topics.ids(topic);
    }
  }

  /**
   * Writes a batch in whose middle something happens; all of it that is left, when that is over.
   */
  private int writeInto(TestSink sink, Runnable outage, int at) {
    ListBatch batch = Records.batch(1, COUNT);
    try {
      return sink.write(Records.interrupted(batch, at, outage), SHORT);
    } catch (InferenceException e) {
      assertThat(e.code().group()).isEqualTo(ErrorCode.Group.EXTERNAL);
      return 0;
    }
  }

  private static void writeRest(TestSink sink, int finished) {
    if (finished < COUNT) {
      sink.writeAll(Records.signals(1, COUNT).subList(finished, COUNT));
    }
  }

  @Test
  void write_brokerFrozenInTheMiddle_losesAndRepeatsNothing() {
    try (TestSink sink = open()) {
      assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
      int finished = writeInto(sink, server::freeze, COUNT / 2);
      assertThat(finished).isLessThan(COUNT);
      assertThat(sink.refused).isEmpty();
      server.thaw();
      writeRest(sink, finished);
    }
    assertThat(ids()).isEqualTo(Records.ids(0, COUNT + 1));
  }

  @Test
  void write_brokerFrozen_saysSoAndEndsInTime() {
    try (TestSink sink = open()) {
      assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
      String before = sink.sink.detail();
      assertThat(before).contains("topic " + topic);
      server.freeze();
      assertThat(sink.write(Records.batch(1, 3), SHORT)).isZero();
      assertThat(sink.sink.detail()).endsWith(": waiting for acknowledgements");
      InferenceException failure = awaitFailure(sink, Records.batch(1, 3));
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("127.0.0.1:" + proxy.port() + ": expected ");
      server.thaw();
      sink.writeAll(Records.signals(1, 3));
      assertThat(sink.sink.detail()).isEqualTo(before);
    }
    assertThat(ids()).isEqualTo(Records.ids(0, 4));
  }

  private static InferenceException awaitFailure(TestSink sink, ListBatch batch) {
    InferenceException[] thrown = new InferenceException[1];
    Awaitility.await()
        .atMost(LONG)
        .pollInSameThread()
        .until(
            () -> {
              try {
                assertThat(sink.write(batch, SHORT)).isZero();
              } catch (InferenceException e) {
                thrown[0] = e;
              }
              return thrown[0] != null;
            });
    return thrown[0];
  }

  @Test
  void write_brokerKilledInTheMiddle_losesNothing() {
    try (TestSink sink = open()) {
      assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
      int finished = writeInto(sink, server::kill, COUNT / 2);
      assertThat(awaitFailure(sink, rest(finished))).hasMessageContaining("expected ");
      server.restart();
      writeRest(sink, finished);
    }
    assertThat(new LinkedHashSet<>(ids())).containsExactlyElementsOf(Records.ids(0, COUNT + 1));
  }

  private static ListBatch rest(int finished) {
    return Records.rest(Records.signals(1, COUNT), finished);
  }

  @Test
  void write_connectionCutInTheMiddle_losesAndRepeatsNothing() {
    try (TestSink sink = open()) {
      assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
      proxy.cutAfter(TcpProxy.Direction.TO_SERVER, 20_000);
      writeRest(sink, writeInto(sink, () -> {}, 0));
    }
    assertThat(ids()).isEqualTo(Records.ids(0, COUNT + 1));
  }

  @Test
  void write_acknowledgementsHeldBack_areWaitedForNotSentAgain() {
    try (TestSink sink = open()) {
      assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
      proxy.stall(TcpProxy.Direction.TO_CLIENT);
      int finished = writeInto(sink, () -> {}, 0);
      assertThat(finished).isZero();
      assertThat(awaitFailure(sink, rest(0)).code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      proxy.restore();
      writeRest(sink, finished);
    }
    assertThat(ids()).isEqualTo(Records.ids(0, COUNT + 1));
  }

  @Test
  void write_stalledFromTheStart_connectsWhenItFlows() {
    proxy.stall();
    try (TestSink sink = open()) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_UNAVAILABLE);
      assertThat(failure).hasMessageEndingWith("found no answer within 3s");
      proxy.restore();
      sink.writeAll(Records.signals(0, 10));
    }
    assertThat(ids()).isEqualTo(Records.ids(0, 10));
  }

  @Test
  void write_topicDropped_isMadeAgain() {
    try (TestSink sink = open();
        TestTopics topics = new TestTopics(server)) {
      assertThat(sink.write(Records.batch(0, 5), LONG)).isEqualTo(5);
      topics.delete(topic);
      sink.writeAll(Records.signals(5, COUNT));
      assertThat(topics.ids(topic)).isEqualTo(Records.ids(5, COUNT));
    }
  }

  @Test
  void close_brokerFrozen_endsAndLeavesNoThread() {
    TestSink sink = open("client_id", "frozen-" + topic);
    assertThat(sink.write(Records.batch(0, 1), LONG)).isEqualTo(1);
    server.freeze();
    assertThat(sink.write(Records.batch(1, 10), SHORT)).isZero();
    sink.close();
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(name -> name.contains("frozen-" + topic)));
  }
}

package io.tickcast.examples.service.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.LocalServer;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** One server of each kind, with or without something between them and the service. */
final class FaultServers implements AutoCloseable {
  final NatsServer nats;
  final KafkaServer kafka;
  final ClickHouseServer clickHouse;
  final Optional<TcpProxy> toNats;
  final Optional<TcpProxy> toKafka;
  final Optional<TcpProxy> toClickHouse;
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private FaultServers(boolean proxies) {
    quietClients();
    toNats = proxies ? Optional.of(opened(TcpProxy.to(0))) : Optional.empty();
    toKafka = proxies ? Optional.of(opened(TcpProxy.to(0))) : Optional.empty();
    toClickHouse = proxies ? Optional.of(opened(TcpProxy.to(0))) : Optional.empty();
    nats = opened(NatsServer.start());
    KafkaOptions options = new KafkaOptions();
    toKafka.ifPresent(proxy -> options.advertisedPort(proxy.port()));
    kafka = opened(KafkaServer.start(options));
    clickHouse = opened(ClickHouseServer.start());
    toNats.ifPresent(proxy -> proxy.forwardTo(nats.port()));
    toKafka.ifPresent(proxy -> proxy.forwardTo(kafka.port()));
    toClickHouse.ifPresent(proxy -> proxy.forwardTo(clickHouse.port()));
  }

  /** The clients in this process would tell each of their steps. */
  private static void quietClients() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }

  static FaultServers direct() {
    return new FaultServers(false);
  }

  static FaultServers behindProxies() {
    return new FaultServers(true);
  }

  private <S extends LocalServer> S opened(S server) {
    closing.push(server::close);
    return server;
  }

  private TcpProxy opened(TcpProxy proxy) {
    closing.push(proxy::close);
    return proxy;
  }

  String natsUrl() {
    return toNats.map(proxy -> "nats://127.0.0.1:" + proxy.port()).orElse(nats.url());
  }

  String clickHouseUrl() {
    return toClickHouse.map(proxy -> "http://127.0.0.1:" + proxy.port()).orElse(clickHouse.url());
  }

  /** Lifts whatever a trial has left behind: everything runs and flows. */
  void heal() {
    for (LocalServer server : List.of(nats, kafka, clickHouse)) {
      server.thaw();
      if (!server.isRunning()) {
        server.restart();
      }
    }
    toNats.ifPresent(TcpProxy::restore);
    toKafka.ifPresent(TcpProxy::restore);
    toClickHouse.ifPresent(TcpProxy::restore);
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}

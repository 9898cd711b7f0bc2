package io.tickcast.servers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a Kafka broker is started: by default open to everybody on loopback, one node that is also
 * its controller, topics made on first use.
 */
public final class KafkaOptions extends ServerOptions<KafkaOptions> {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Optional<Login> login = Optional.empty();
  private Optional<Certificates> certificates = Optional.empty();
  private int advertisedPort;

  /** Starts from the defaults. */
  public KafkaOptions() {}

  @Override
  KafkaOptions self() {
    return this;
  }

  /**
   * A setting of the broker, such as {@code auto.create.topics.enable}, {@code min.insync.replicas}
   * or {@code message.max.bytes}; it wins over those that the start makes.
   *
   * @param name of a broker setting
   * @param value as it stands in server.properties
   * @return these options
   */
  public KafkaOptions setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Lets in one user, by SASL PLAIN.
   *
   * @param user of printable ASCII
   * @param password of printable ASCII
   * @return these options
   */
  public KafkaOptions login(String user, String password) {
    login = Optional.of(new Login(user, password));
    return this;
  }

  /**
   * Encrypts the connections of clients.
   *
   * @param certificates whose server certificate to show
   * @return these options
   */
  public KafkaOptions tls(Certificates certificates) {
    this.certificates = Optional.of(certificates);
    return this;
  }

  /**
   * The port that clients are told to connect to, where a proxy listens; without this the broker's.
   *
   * @param port of a proxy
   * @return these options
   */
  public KafkaOptions advertisedPort(int port) {
    advertisedPort = port;
    return this;
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  Optional<Login> login() {
    return login;
  }

  Optional<Certificates> certificates() {
    return certificates;
  }

  int advertisedPort() {
    return advertisedPort;
  }
}

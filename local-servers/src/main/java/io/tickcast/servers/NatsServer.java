package io.tickcast.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A NATS server. <i>Confined.</i> */
public final class NatsServer extends LocalServer {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final int LONGEST_INFO = 64 * 1024;

  private final Installed installed;
  private final String configuration;
  private final boolean encrypted;
  // Seen in the greeting, it says that this server answers and not another on its port.
  private final String serverName = "tickcast-" + UUID.randomUUID();

  private NatsServer(Installed installed, NatsOptions options) {
    super("nats-server", options);
    this.installed = installed;
    this.encrypted = options.certificates().isPresent();
    this.configuration = configuration(options);
  }

  /**
   * Starts a server, and returns when it greets clients.
   *
   * @throws io.tickcast.api.InferenceException when it is not installed or does not start
   */
  public static NatsServer start(NatsOptions options) {
    return started(new NatsServer(Installed.find("nats-server"), options));
  }

  /** Starts an open server on a free port. */
  public static NatsServer start() {
    return start(new NatsOptions());
  }

  /** The address for clients, without credentials: {@code nats://127.0.0.1:4222} or tls. */
  public String url() {
    return (encrypted ? "tls" : "nats") + "://127.0.0.1:" + port();
  }

  /** The server's version. */
  public String version() {
    return installed.version();
  }

  private String configuration(NatsOptions options) {
    StringBuilder text = new StringBuilder();
    text.append("host: \"127.0.0.1\"\n");
    text.append("port: ").append(port()).append('\n');
    text.append("server_name: \"").append(serverName).append("\"\n");
    if (options.hasJetStream()) {
      text.append("jetstream {\n  store_dir: \"").append(data()).append("\"\n}\n");
    }
    options
        .authorization()
        .ifPresent(block -> text.append("authorization {\n  ").append(block).append("\n}\n"));
    options
        .certificates()
        .ifPresent(given -> text.append(tls(given, options.asksForClientCertificate())));
    return text.append(options.extra()).append('\n').toString();
  }

  private Path data() {
    return folder().resolve("data");
  }

  private static String tls(Certificates certificates, boolean verify) {
    return String.format(
        Locale.ROOT,
        """
        tls {
          cert_file: "%s"
          key_file: "%s"
          ca_file: "%s"
          verify: %s
        }
        """,
        certificates.serverCertificate(),
        certificates.serverKey(),
        certificates.authority(),
        verify);
  }

  @Override
  void configure(Path folder) throws IOException {
    Files.writeString(folder.resolve("nats.conf"), configuration);
  }

  @Override
  List<String> command(Path folder) {
    return List.of(installed.path().toString(), "-c", folder.resolve("nats.conf").toString());
  }

  @Override
  boolean answers(String said) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] greeting = new byte[LONGEST_INFO];
      int length = 0;
      while (length < greeting.length) {
        int read = socket.getInputStream().read(greeting, length, greeting.length - length);
        if (read < 0) {
          return false;
        }
        length += read;
        String text = new String(greeting, 0, length, StandardCharsets.UTF_8);
        if (text.contains("\r\n")) {
          return text.startsWith("INFO ") && text.contains(serverName);
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.tickcast.transport.nats;

import io.nats.client.AuthHandler;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Options.HostnameResolveMode;
import io.nats.client.Options.SubjectValidationType;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Says to the client what a {@link NatsConnectionConfig} says. */
final class LinkOptions {
  private final NatsConnectionConfig config;

  LinkOptions(NatsConnectionConfig config) {
    this.config = config;
  }

  /**
   * The options of the client.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting whose file can not be
   *     used
   */
  Options options(LinkThreads threads, LinkEvents events, Backoff backoff) {
    Options.Builder builder =
        Options.builder()
            .servers(config.servers().stream().map(URI::toString).toArray(String[]::new))
            .connectionName(config.clientName())
            .connectionListener(events)
            .errorListener(events)
            .connectionTimeout(config.times().connect())
            .pingInterval(config.times().ping())
            .maxPingsOut(config.times().pingsOut())
            .maxReconnects(-1)
            .reconnectDelayHandler(backoff)
            // What is published while there is no connection is refused here, not kept there.
            .reconnectBufferSize(0)
            // Never full: the sink bounds what it hands over (OutgoingRoom). At a bound of its own
            // the client waits, or drops the newest and says so later.
            .maxMessagesInOutgoingQueue(Integer.MAX_VALUE)
            // Pings find a connection that takes nothing; the timer for this would do the same
            // later.
            .socketWriteTimeout((Duration) null)
            // Subjects were checked when the settings were read.
            .subjectValidationType(SubjectValidationType.None)
            // The other modes hand an address to the TLS handshake in place of the host's name.
            .hostnameResolveMode(HostnameResolveMode.HappyEyeballs)
            .executor(threads.io)
            .readerExecutor(threads.io)
            .writerExecutor(threads.io)
            .connectExecutor(threads.io)
            .callbackExecutor(threads.callbacks)
            .scheduledExecutor(threads.timer);
    if (!config.discoverServers()) {
      builder.ignoreDiscoveredServers();
    }
    secure(builder);
    authenticate(builder);
    return builder.build();
  }

  private void secure(Options.Builder builder) {
    if (!config.tls().required()) {
      return;
    }
    builder.sslContext(new TlsFiles(config.component(), config.tls()).context());
    if (config.tls().handshakeFirst()) {
      builder.tlsFirst();
    }
  }

  private void authenticate(Options.Builder builder) {
    NatsLogin login = config.login();
    if (login instanceof NatsLogin.User user) {
      builder.userInfo(user.user().toCharArray(), user.password().toCharArray());
    } else if (login instanceof NatsLogin.Token token) {
      builder.token(token.token().toCharArray());
    } else if (login instanceof NatsLogin.Credentials credentials) {
      builder.authHandler(credentials(credentials.file()));
    } else if (login instanceof NatsLogin.NKey key) {
      builder.authHandler(seed(key.seedFile()));
    }
  }

  private AuthHandler credentials(Path file) {
    String text = read("creds_file", file);
    if (!text.contains("-----BEGIN NATS USER JWT-----")
        || !text.contains("-----BEGIN USER NKEY SEED-----")) {
      throw Settings.invalid(
          config.component(),
          "creds_file",
          "a user JWT and an NKey seed in " + OneLine.quote(file),
          "no such blocks");
    }
    return Nats.credentials(file.toString());
  }

  private AuthHandler seed(Path file) {
    if (read("nkey_file", file).lines().noneMatch(line -> line.strip().startsWith("SU"))) {
      throw Settings.invalid(
          config.component(),
          "nkey_file",
          "the seed of a user (SU...) in " + OneLine.quote(file),
          "none");
    }
    return Nats.credentials(null, file.toString());
  }

  private String read(String key, Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw Settings.invalid(
          config.component(), key, "a readable file " + OneLine.quote(file), OneLine.of(e));
    }
  }
}

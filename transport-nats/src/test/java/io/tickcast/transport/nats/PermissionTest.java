package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Options;
import io.nats.client.Subscription;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SourceState;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server does not permit. */
final class PermissionTest {
  private static final String ROOT = "{ user: root, password: p }";

  private static NatsServer start(String permissions) {
    return NatsServer.start(
        new NatsOptions()
            .authorization(
                "users = [ "
                    + ROOT
                    + ", { user: us, password: p, permissions: {"
                    + permissions
                    + "} } ]"));
  }

  private static Map<String, String> options(NatsServer server) {
    return Map.of("url", server.url(), "user", "us", "password", "p");
  }

  private static Peer root(NatsServer server) {
    return Peer.of(Options.builder().server(server.url()).userInfo("root", "p"));
  }

  /** Changes the permissions of a running server. */
  private static void grant(NatsServer server, String before, String after) throws IOException {
    Path file = server.folder().resolve("nats.conf");
    Files.writeString(file, Files.readString(file).replace(before, after));
    Process hangUp = new ProcessBuilder("kill", "-HUP", Long.toString(server.processId())).start();
    assertThat(hangUp.onExit().join().exitValue()).isZero();
  }

  @Test
  void open_whatTheDocumentationGrants_isEnough() {
    try (NatsServer server =
            start(
                "publish: [\"signals.>\"], subscribe: [\"features.>\", \"orders.filled.>\","
                    + " \"account.state\", \"config.update.inference\"]");
        FeatureSource source = Rig.liveSource(options(server));
        SignalSink sink = Rig.readySink(options(server))) {
      assertThat(source.detail()).isEqualTo("connected to " + server.url());
      assertThat(sink.detail()).isEqualTo("connected to " + server.url());
    }
  }

  @Test
  void state_barsDenied_isConnectingUntilGranted() throws Exception {
    String denied = "subscribe: [\"orders.>\", \"account.>\", \"config.>\"]";
    try (NatsServer server = start(denied);
        FeatureSource source = Rig.source(options(server))) {
      source.open();
      Rig.awaitDetail(source, "no permission to subscribe to features.>");
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      grant(
          server, denied, "subscribe: [\"features.>\", \"orders.>\", \"account.>\", \"config.>\"]");
      Rig.awaitState(source, SourceState.LIVE);
      Frames frames = new Frames();
      try (Peer peer = root(server)) {
        peer.publish("features.EURUSD.5m", "granted");
        Rig.awaitFrames(source, frames, 1);
      }
      assertThat(frames.on("features.EURUSD.5m")).containsExactly("granted");
      assertThat(source.detail()).isEqualTo("connected to " + server.url());
    }
  }

  @Test
  void state_fillsDenied_isConnecting() {
    try (NatsServer server = start("subscribe: [\"features.>\"]");
        FeatureSource source = Rig.source(options(server))) {
      source.open();
      Rig.awaitDetail(
          source,
          "no permission to subscribe to account.state, config.update.inference, orders.filled.>");
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
    }
  }

  @Test
  void state_optionalSubjectsDenied_isLiveAndSaysSo() {
    try (NatsServer server = start("subscribe: [\"features.>\", \"orders.filled.>\"]");
        FeatureSource source = Rig.liveSource(options(server))) {
      assertThat(source.detail())
          .isEqualTo(
              "connected to %s; no permission to subscribe to account.state,"
                  + " config.update.inference",
              server.url());
    }
  }

  @Test
  void write_denied_throwsAndNamesTheSubjectUntilGranted() throws Exception {
    String denied = "publish: [\"signals.READY\", \"signals.READY.5m\"]";
    try (NatsServer server = start(denied);
        SignalSink sink = Rig.readySink(options(server));
        Peer peer = root(server)) {
      Subscription signals = peer.subscribe("signals.EURUSD.5m");
      // The first one finds it out: the server says so afterwards.
      assertThat(Rig.write(sink, "EURUSD", "lost")).isEqualTo(1);
      Rig.awaitDetail(sink, "no permission to publish on signals.EURUSD");
      assertThatThrownBy(() -> Rig.write(sink, "EURUSD", "refused"))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("expected the permission to publish on 'signals.EURUSD")
          .hasMessageEndingWith("grant this user publish on signals.>")
          .extracting(e -> ((InferenceException) e).code())
          .isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(Rig.write(sink, "READY", "another symbol goes on")).isEqualTo(1);
      grant(server, denied, "publish: [\"signals.>\"]");
      await().atMost(Rig.PATIENCE).ignoreExceptions().until(() -> arrives(sink, signals));
      assertThat(sink.detail()).isEqualTo("connected to " + server.url());
    }
  }

  private static boolean arrives(SignalSink sink, Subscription signals) {
    return Rig.write(sink, "EURUSD", "granted") == 1 && !Peer.taken(signals).isEmpty();
  }
}

package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.Certificates;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.transport.nats.NatsProbe.Finding.Severity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a doctor is told of a server. */
final class NatsProbeTest {
  private static final String INBOXES = "\"_INBOX.>\"";

  @TempDir private Path folder;

  private static Map<String, String> options(NatsServer server, String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("url", server.url());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static List<NatsProbe.Finding> source(Map<String, String> options) {
    return NatsProbe.source(Rig.config(options));
  }

  private static List<NatsProbe.Finding> sink(Map<String, String> options) {
    return NatsProbe.sink(Rig.config(options));
  }

  private static NatsProbe.Finding finding(List<NatsProbe.Finding> findings, String subject) {
    return findings.stream().filter(f -> f.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static void assertOneFault(List<NatsProbe.Finding> findings, String... parts) {
    assertThat(findings).singleElement();
    NatsProbe.Finding fault = findings.get(0);
    assertThat(fault.severity()).isEqualTo(Severity.FAULT);
    assertThat(fault.subject()).isEqualTo("connection");
    assertThat(fault.message()).contains(parts).doesNotContain("secret");
    assertThat(fault.advice()).startsWith("start the server, or correct url, login and tls_");
  }

  private static NatsServer permitting(String permissions) {
    return NatsServer.start(
        new NatsOptions()
            .authorization(
                "users = [ { user: root, password: p }, { user: us, password: p, permissions: {"
                    + permissions
                    + "} } ]"));
  }

  private static Map<String, String> us(NatsServer server) {
    return options(server, "user", "us", "password", "p");
  }

  @Test
  void source_openServer_isNotedAndNobodyElseHearsOfIt() {
    try (NatsServer server = NatsServer.start();
        Peer peer = Peer.of(server)) {
      Subscription all = peer.subscribe(">");
      List<NatsProbe.Finding> findings = source(options(server));
      assertThat(findings).extracting(NatsProbe.Finding::severity).containsOnly(Severity.NOTE);
      assertThat(findings)
          .extracting(NatsProbe.Finding::subject)
          .containsExactly("connection", "max_payload", "subscriptions", "round trip");
      assertThat(findings.get(0).message())
          .startsWith(server.url() + ", nats-server " + server.version() + " 'tickcast-")
          .contains("answers a ping in ");
      assertThat(findings.get(1).message()).isEqualTo("1048576 bytes, enough for bars");
      assertThat(findings.get(2).message())
          .isEqualTo(
              "permitted: orders.filled.>, account.state, config.update.inference, features.>");
      assertThat(findings.get(3).message()).startsWith("a message came back in ");
      peer.publish("last", "one");
      assertThat(Peer.next(all).getSubject()).startsWith("_INBOX.");
      assertThat(Peer.taken(all)).extracting(Message::getSubject).containsExactly("last");
    }
  }

  @Test
  void sink_openServer_isNoted() {
    try (NatsServer server = NatsServer.start()) {
      List<NatsProbe.Finding> findings = sink(options(server));
      assertThat(findings).extracting(NatsProbe.Finding::severity).containsOnly(Severity.NOTE);
      assertThat(findings)
          .extracting(NatsProbe.Finding::subject)
          .containsExactly("connection", "max_payload", "round trip");
    }
  }

  @Test
  void source_wrongPort_saysThatNobodyListens() {
    assertOneFault(
        source(Map.of("url", "nats://127.0.0.1:1")),
        "nats://127.0.0.1:1: expected a server that listens, found: Connection refused");
  }

  @Test
  void source_oneServerOfTwoAway_usesTheOther() {
    try (NatsServer server = NatsServer.start()) {
      String url = "nats://127.0.0.1:1," + server.url();
      assertThat(source(options(server, "url", url)))
          .extracting(NatsProbe.Finding::severity)
          .containsOnly(Severity.NOTE);
    }
  }

  @Test
  void sink_wrongPassword_namesTheSettingsWithoutTheirValues() {
    try (NatsServer server = NatsServer.start(new NatsOptions().login("me", "right"))) {
      assertOneFault(
          sink(options(server, "user", "me", "password", "wrong-secret")),
          server.url() + ": expected a login that the server accepts",
          "check user and password");
      String url = "nats://me:wrong-secret@127.0.0.1:" + server.port();
      assertOneFault(sink(Map.of("url", url)), "check user and password");
    }
  }

  @Test
  void source_tlsOnOneSideAlone_saysOnWhich() {
    Certificates certificates = Certificates.create(folder);
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(certificates))) {
      assertOneFault(
          source(Map.of("url", "nats://127.0.0.1:" + server.port())), "use tls:// in url");
      assertOneFault(
          source(options(server)), "expected a certificate of the server from an authority in");
      Map<String, String> trusted = options(server, "tls_ca", certificates.authority().toString());
      assertThat(source(trusted))
          .extracting(NatsProbe.Finding::severity)
          .containsOnly(Severity.NOTE);
    }
    try (NatsServer server = NatsServer.start()) {
      assertOneFault(
          source(Map.of("url", "tls://127.0.0.1:" + server.port())), "found one without");
    }
  }

  @Test
  void source_frozenServer_saysThatItStandsStill() {
    try (NatsServer server = NatsServer.start()) {
      server.freeze();
      assertOneFault(
          source(options(server, "connect_timeout_ms", "300")),
          "to answer within connect_timeout_ms = 300, found none");
      server.thaw();
    }
  }

  @Test
  void source_barsDenied_isAFaultThatNamesTheSubject() {
    try (NatsServer server =
        permitting("subscribe: [\"orders.>\", \"account.>\", \"config.>\", " + INBOXES + "]")) {
      NatsProbe.Finding denied = finding(source(us(server)), "subscriptions");
      assertThat(denied.severity()).isEqualTo(Severity.FAULT);
      assertThat(denied.message()).endsWith("found it denied for features.>");
      assertThat(denied.advice())
          .isEqualTo(
              "grant this user subscribe on features.>, or set what is not needed to nothing:"
                  + " subject");
    }
  }

  @Test
  void source_optionalSubjectDenied_isWeaker() {
    try (NatsServer server =
        permitting("subscribe: [\"features.>\", \"orders.>\", " + INBOXES + "]")) {
      NatsProbe.Finding denied = finding(source(us(server)), "subscriptions");
      assertThat(denied.severity()).isEqualTo(Severity.WEAKER);
      assertThat(denied.message())
          .endsWith("found it denied for account.state, config.update.inference");
    }
  }

  @Test
  void source_inboxDenied_fallsBackToThePing() {
    for (String permissions :
        List.of("subscribe: { deny: " + INBOXES + " }", "publish: { deny: \">\" }")) {
      try (NatsServer server = permitting(permissions)) {
        List<NatsProbe.Finding> findings = source(us(server));
        NatsProbe.Finding trip = finding(findings, "round trip");
        assertThat(trip.severity()).isEqualTo(Severity.WEAKER);
        assertThat(trip.message()).contains("_INBOX.>, found it denied", "a ping was answered in ");
        assertThat(trip.advice()).contains("grant this user publish and subscribe on _INBOX.>");
        assertThat(findings)
            .filteredOn(each -> each != trip)
            .extracting(NatsProbe.Finding::severity)
            .containsOnly(Severity.NOTE);
      }
    }
  }

  @Test
  void probe_smallMaxPayload_saysHowMuchIsNeeded() {
    try (NatsServer server = NatsServer.start(new NatsOptions().extra("max_payload: 4096"))) {
      assertThat(finding(sink(options(server)), "max_payload").severity())
          .isEqualTo(Severity.WEAKER);
      NatsProbe.Finding bars = finding(source(options(server)), "max_payload");
      assertThat(bars.severity()).isEqualTo(Severity.WEAKER);
      assertThat(bars.message()).startsWith("expected at least 65536 bytes for bars, found 4096");
      assertThat(bars.advice()).startsWith("raise max_payload");
    }
    try (NatsServer server = NatsServer.start(new NatsOptions().extra("max_payload: 1000"))) {
      NatsProbe.Finding signals = finding(sink(options(server)), "max_payload");
      assertThat(signals.severity()).isEqualTo(Severity.FAULT);
      assertThat(signals.message())
          .isEqualTo("expected at least 2048 bytes for signals, found 1000");
    }
  }

  @Test
  void source_wrongSetting_isRefused() {
    assertThatThrownBy(() -> source(Map.of("url", "opentls://a")))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("opentls://");
    Map<String, String> options =
        Map.of("url", "nats://127.0.0.1:1", "creds_file", folder.resolve("none").toString());
    assertThatThrownBy(() -> source(options))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("creds_file: expected a readable file");
  }

  @Test
  void source_afterwards_leavesNoThread() {
    assertOneFault(source(Map.of("url", "nats://127.0.0.1:1")), "expected a server that listens");
    await()
        .atMost(Rig.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("tickcast-doctor")));
  }
}

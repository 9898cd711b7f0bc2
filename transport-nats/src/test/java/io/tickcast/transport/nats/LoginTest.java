package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect. */
final class LoginTest {
  private static final SecureRandom RANDOM = seeded();

  @TempDir private Path folder;

  /** The JDK's generator that gives the same keys for the same seed. */
  private static SecureRandom seeded() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(4222);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> options(NatsServer server, String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("url", server.url());
    options.put("reconnect_wait_ms", "100");
    options.put("connect_timeout_ms", "500");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static void assertConnects(Map<String, String> options) {
    try (FeatureSource source = Rig.liveSource(options)) {
      assertThat(source.detail()).startsWith("connected to nats://127.0.0.1:");
    }
  }

  private static void assertRefused(Map<String, String> options, String hint) {
    try (FeatureSource source = Rig.source(options)) {
      source.open();
      Rig.awaitDetail(source, "authorization violation: check " + hint);
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      assertThat(source.detail()).doesNotContain("secret").startsWith(options.get("url"));
    }
  }

  @Test
  void open_userAndPassword_decide() {
    try (NatsServer server = NatsServer.start(new NatsOptions().login("me", "right"))) {
      assertConnects(options(server, "user", "me", "password", "right"));
      assertConnects(options(server, "url", "nats://me:right@127.0.0.1:" + server.port()));
      assertRefused(options(server, "user", "me", "password", "wrong-secret"), "user and password");
      assertRefused(options(server), "whether it wants user and password, token");
    }
  }

  @Test
  void detail_loginInUrl_isNotShown() {
    try (NatsServer server = NatsServer.start(new NatsOptions().login("me", "right"))) {
      String url = "nats://me:secret@127.0.0.1:" + server.port();
      try (FeatureSource source = Rig.source(options(server, "url", url))) {
        source.open();
        Rig.awaitDetail(source, "check user and password");
        assertThat(source.detail()).doesNotContain("secret").startsWith(server.url() + ": ");
      }
    }
  }

  @Test
  void open_token_decides() {
    try (NatsServer server = NatsServer.start(new NatsOptions().token("t0ken"))) {
      assertConnects(options(server, "token", "t0ken"));
      assertRefused(options(server, "token", "secret"), "token");
    }
  }

  @Test
  void open_nkey_decides() throws Exception {
    NKey key = NKey.createUser(RANDOM);
    String users = "users = [ { nkey: " + new String(key.getPublicKey()) + " } ]";
    Path right = seedFile("right.nk", key);
    Path wrong = seedFile("wrong.nk", NKey.createUser(RANDOM));
    try (NatsServer server = NatsServer.start(new NatsOptions().authorization(users))) {
      assertConnects(options(server, "nkey_file", right.toString()));
      assertRefused(options(server, "nkey_file", wrong.toString()), "nkey_file '" + wrong + "'");
    }
  }

  private Path seedFile(String name, NKey key) throws Exception {
    return Files.writeString(folder.resolve(name), new String(key.getSeed()) + "\n");
  }

  @Test
  void open_credentialsFile_decides() throws Exception {
    NKey operator = NKey.createOperator(RANDOM);
    NKey account = NKey.createAccount(RANDOM);
    String trust =
        "operator: %s\nresolver: MEMORY\nresolver_preload: { %s: %s }\n"
            .formatted(
                jwt(operator, operator, "{\"type\":\"operator\",\"version\":2}"),
                new String(account.getPublicKey()),
                jwt(
                    operator,
                    account,
                    "{\"type\":\"account\",\"version\":2,\"limits\":" + ALL + "}"));
    Path right = credentials("right.creds", account);
    Path wrong = credentials("wrong.creds", NKey.createAccount(RANDOM));
    try (NatsServer server = NatsServer.start(new NatsOptions().extra(trust))) {
      assertConnects(options(server, "creds_file", right.toString()));
      assertRefused(options(server, "creds_file", wrong.toString()), "creds_file '" + wrong + "'");
    }
  }

  private static final String ALL =
      "{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,"
          + "\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";

  private static String jwt(NKey signer, NKey subject, String claims) throws Exception {
    return JwtUtils.issueJWT(
        signer,
        new String(subject.getPublicKey()),
        "test",
        null,
        JwtUtils.currentTimeSeconds(),
        new String(signer.getPublicKey()),
        () -> claims);
  }

  private Path credentials(String name, NKey account) throws Exception {
    NKey user = NKey.createUser(RANDOM);
    String jwt =
        JwtUtils.issueUserJWT(
            account, new String(account.getPublicKey()), new String(user.getPublicKey()));
    return Files.writeString(
        folder.resolve(name),
        JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, new String(user.getSeed())));
  }

  @Test
  void state_passwordChangedAndChangedBack_isLiveAgain() {
    int port;
    try (NatsServer server = NatsServer.start(new NatsOptions().login("me", "right"))) {
      port = server.port();
      FeatureSource source = Rig.liveSource(options(server, "user", "me", "password", "right"));
      try (source) {
        server.stop();
        try (NatsServer changed = start(port, "other")) {
          Rig.awaitDetail(source, "authorization violation: check user and password");
          // The client gives up after the second refusal; this room does not.
          await().atMost(Rig.PATIENCE).until(() -> refusals(changed) >= 5);
          changed.stop();
        }
        Rig.awaitDetail(source, "Connection refused");
        try (NatsServer restored = start(port, "right")) {
          Rig.awaitState(source, SourceState.LIVE);
          assertThat(source.detail()).isEqualTo("connected to " + restored.url());
        }
      }
    }
  }

  private static long refusals(NatsServer server) throws IOException {
    try (Stream<String> lines = Files.lines(server.log())) {
      return lines.filter(line -> line.contains("authentication error")).count();
    }
  }

  private static NatsServer start(int port, String password) {
    return NatsServer.start(new NatsOptions().port(port).login("me", password));
  }

  @Test
  void open_loginFileOfAnotherForm_isRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "nothing secret\n");
    assertOpenRefused(Map.of("creds_file", empty.toString()), "creds_file: expected a user JWT");
    assertOpenRefused(Map.of("nkey_file", empty.toString()), "nkey_file: expected the seed");
    assertOpenRefused(
        Map.of("nkey_file", folder.resolve("none").toString()), "NoSuchFileException");
  }

  private static void assertOpenRefused(Map<String, String> login, String part) {
    Map<String, String> options = new HashMap<>(login);
    options.put("url", "nats://127.0.0.1:1");
    try (FeatureSource source = Rig.source(options)) {
      assertThatThrownBy(source::open)
          .isInstanceOf(InferenceException.class)
          .hasMessageStartingWith("the rig: ")
          .hasMessageContaining(part)
          .hasMessageNotContaining("secret");
    }
  }
}

package io.tickcast.hub;

import static io.tickcast.hub.ScriptedHub.config;
import static io.tickcast.hub.ScriptedHub.status;
import static io.tickcast.hub.ScriptedHub.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP, with a clock that stands still until a test moves it. */
class HubFollowerTest {
  private static final HubTimes TIMES =
      new HubTimes(
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  @TempDir private Path folder;
  private final ScriptedHub hub = new ScriptedHub();
  private final AtomicLong nanos = new AtomicLong(1_000);
  private final List<String> applied = new ArrayList<>();
  private HubHttp http = new HubHttp(HubSettings.of(hub.uri(), Path.of("")));
  private HubFollower follower = follower(TIMES, false);

  @BeforeEach
  void make() {
    follower = follower(TIMES, false);
  }

  @AfterEach
  void close() {
    http.close();
    hub.close();
  }

  private HubFollower follower(HubTimes times, boolean trusts) {
    HubSettings settings =
        HubSettings.of(hub.uri(), Path.of("")).withTimes(times).withTrustBroadcast(trusts);
    http.close();
    http = new HubHttp(settings);
    HubUpdates updates =
        new HubUpdates(
            new LastGoodCopy(folder == null ? Path.of("") : folder, 1 << 20),
            document -> applied.add(document.version().text()),
            (version, why) -> applied.add("refused " + version));
    return new HubFollower(
        settings,
        new HubFetch(settings, http),
        updates,
        nanos::get,
        () -> nanos.get(),
        new Backoff(() -> 0));
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static long seconds(long waitNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(waitNanos);
  }

  @Test
  void look_first_fetchesAndThenWaitsForTheTtl() {
    hub.then(config(threshold(0.8), 7)).then(config(threshold(0.9), 8));
    assertThat(seconds(follower.look())).isEqualTo(300);
    assertThat(follower.state().answers()).isTrue();
    pass(299);
    assertThat(seconds(follower.look())).isEqualTo(1);
    assertThat(applied).containsExactly("7");
    pass(1);
    follower.look();
    assertThat(applied).containsExactly("7", "8");
    assertThat(hub.requests)
        .hasSize(2)
        .allMatch(it -> it.startsWith("GET /api/v1/config/inference"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void look_hubThatFails_isTriedThreeTimesWithGrowingPauses(int code) {
    hub.then(status(code, "busy"));
    assertThat(seconds(follower.look())).isEqualTo(1);
    pass(1);
    assertThat(seconds(follower.look())).isEqualTo(2);
    pass(2);
    assertThat(seconds(follower.look())).isEqualTo(30);
    assertThat(hub.requests).hasSize(3);
    assertThat(follower.state().answers()).isFalse();
    assertThat(follower.state().lastError()).contains("expected status 200, found " + code);
    hub.now(config(threshold(0.8), 7));
    pass(30);
    assertThat(seconds(follower.look())).isEqualTo(300);
    assertThat(applied).containsExactly("7");
    assertThat(follower.state().lastError()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404})
  void look_answerThatNoTryChanges_isNotTriedAgainAtOnce(int code) {
    hub.then(status(code, ""));
    assertThat(seconds(follower.look())).isEqualTo(30);
    assertThat(hub.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"config\":{}}", "[1]"})
  void look_answerThatIsNoConfig_isNotUsed(String body) {
    hub.then(config(threshold(0.8), 7)).then(status(200, body));
    follower.look();
    pass(300);
    follower.look();
    assertThat(applied).containsExactly("7");
    assertThat(follower.state().answers()).isFalse();
    assertThat(follower.state().lastError()).contains("expected ");
  }

  @Test
  void look_hubThatIsAway_comesBack() {
    hub.then(config(threshold(0.8), 7));
    HubSettings settings = HubSettings.of(hub.uri(), folder).withTimes(TIMES);
    hub.close();
    HubHttp gone = new HubHttp(settings);
    HubFetch.Result result = new HubFetch(settings, gone).tryOnce();
    gone.close();
    assertThat(result)
        .isInstanceOfSatisfying(
            HubFetch.Result.Failed.class, failed -> assertThat(failed.again()).isTrue());
  }

  @Test
  void look_answerThatDoesNotEnd_isGivenUpInTime() {
    HubTimes short_ =
        new HubTimes(
            TIMES.ttl(),
            TIMES.connectTimeout(),
            Duration.ofMillis(200),
            TIMES.backoff(),
            TIMES.away(),
            TIMES.hintInterval(),
            TIMES.heartbeat());
    follower = follower(short_, false);
    hub.then(hub.stuck()).then(config(threshold(0.8), 7));
    follower.look();
    assertThat(follower.state().lastError()).contains("found none within 200 ms");
    pass(1);
    follower.look();
    assertThat(applied).containsExactly("7");
  }

  @Test
  void look_answerThatIsHuge_isGivenUp() {
    hub.then(ScriptedHub.endless());
    assertThat(seconds(follower.look())).isEqualTo(30);
    assertThat(follower.state().lastError()).contains("at most 1048576 bytes");
  }

  @Test
  void hint_broadcast_fetchesAgainAndIsNotAppliedItself() {
    hub.then(config(threshold(0.8), 7)).then(config(threshold(0.9), 8));
    follower.look();
    pass(10);
    follower.hint(ScriptedHub.body(threshold(0.1), 99).getBytes(StandardCharsets.UTF_8));
    follower.look();
    assertThat(applied).containsExactly("7", "8");
  }

  @Test
  void hint_many_areOneFetchASecond() {
    hub.then(config(threshold(0.8), 7)).then(config(threshold(0.9), 8));
    follower.look();
    for (int i = 0; i < 100; i++) {
      follower.hint(new byte[0]);
      assertThat(follower.look()).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
    assertThat(hub.requests).hasSize(1);
    pass(1);
    follower.look();
    assertThat(hub.requests).hasSize(2);
    assertThat(seconds(follower.look())).isEqualTo(300);
  }

  @Test
  void hint_trusted_isAppliedAsItIs() {
    follower = follower(TIMES, true);
    hub.then(config(threshold(0.8), 7));
    follower.look();
    follower.hint(ScriptedHub.body(threshold(0.9), 8).getBytes(StandardCharsets.UTF_8));
    follower.look();
    assertThat(applied).containsExactly("7", "8");
    assertThat(hub.requests).hasSize(1);
    follower.hint(ScriptedHub.body(threshold(0.1), 3).getBytes(StandardCharsets.UTF_8));
    follower.look();
    assertThat(applied).containsExactly("7", "8", "refused 3");
  }

  @Test
  void hint_trustedButBroken_fetches() {
    follower = follower(TIMES, true);
    hub.then(config(threshold(0.8), 7)).then(config(threshold(0.9), 8));
    follower.look();
    pass(1);
    follower.hint("{half".getBytes(StandardCharsets.UTF_8));
    follower.look();
    assertThat(applied).containsExactly("7", "8");
  }

  @Test
  void pauses_byChance_areUpToAHalfLonger() {
    Backoff longest = new Backoff(() -> 1);
    assertThat(longest.nanos(Duration.ofSeconds(1), 1)).isEqualTo(1_500_000_000L);
    assertThat(longest.nanos(Duration.ofSeconds(1), 3)).isEqualTo(6_000_000_000L);
    assertThat(Backoff.random().nanos(Duration.ofSeconds(1), 1))
        .isBetween(1_000_000_000L, 1_500_000_000L);
  }
}

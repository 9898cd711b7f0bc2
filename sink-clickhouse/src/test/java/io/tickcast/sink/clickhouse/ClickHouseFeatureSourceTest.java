package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a source that nobody asks, and its settings; no server is needed. */
@Timeout(60)
class ClickHouseFeatureSourceTest {
  private static final FeatureSourceProvider PROVIDER = new ClickHouseFeatureSourceProvider();

  private static ComponentConfig config(String... pairs) {
    Map<String, String> options = new HashMap<>();
    options.put("url", "http://127.0.0.1:1");
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return new ComponentConfig("source 'fallback'", options, () -> 0);
  }

  private static int poll(FeatureSource source, Duration wait) {
    return source.poll(
        (kind, channel, content, at) -> {
          throw new AssertionError("expected no frame, found one on " + channel);
        },
        10,
        wait);
  }

  @Test
  void provider_always_isFoundByItsName() {
    assertThat(ServiceLoader.load(FeatureSourceProvider.class))
        .hasAtLeastOneElementOfType(ClickHouseFeatureSourceProvider.class);
    assertThat(PROVIDER.name()).isEqualTo("clickhouse");
  }

  @Test
  void state_fromNewToClosed_needsNoServer() {
    FeatureSource source = PROVIDER.create(config("password", "top-secret"));
    assertThat(source.state()).isEqualTo(SourceState.NEW);
    source.open();
    assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
    assertThat(source.detail())
        .isEqualTo("http://127.0.0.1:1/default, table ml_features, not asked yet");
    assertThat(poll(source, Duration.ZERO)).isZero();
    assertThat(poll(source, Duration.ofMillis(1))).isZero();
    source.close();
    source.close();
    assertThat(source.state()).isEqualTo(SourceState.CLOSED);
    assertThat(source.detail()).endsWith(", closed");
    assertThat(poll(source, Duration.ofHours(1))).isZero();
  }

  @Test
  void poll_closedMeanwhile_ends() throws InterruptedException {
    FeatureSource source = PROVIDER.create(config());
    source.open();
    Thread poller = new Thread(() -> poll(source, Duration.ofDays(1)));
    poller.start();
    await().until(() -> poller.getState() == Thread.State.TIMED_WAITING);
    source.close();
    poller.join();
    assertThat(poller.isAlive()).isFalse();
  }

  @Test
  void calls_outsideOfItsLife_areRefused() {
    FeatureSource source = PROVIDER.create(config());
    assertIllegal(() -> poll(source, Duration.ZERO), "expected an open source, found a new one");
    assertIllegal(() -> ask(source), "expected an open source, found a new one");
    source.open();
    assertIllegal(source::open, "expected a new source, found an open one");
    source.close();
    assertIllegal(source::open, "expected a new source, found a closed one");
    assertIllegal(() -> ask(source), "expected an open source, found a closed one");
  }

  private static void ask(FeatureSource source) {
    PastBars.take(source, PastBars.within(Archive.TIMEOUT));
  }

  private static void assertIllegal(Runnable call, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage("source 'fallback': " + message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url           | localhost:8123 | url: expected an address such as http://localhost:8123, found 'localhost:8123'
          table         | a`b            | table: expected letters, digits, '_', '-' and '.', 64 at most, found 'a`b'
          time_column   | x'             | time_column: expected letters, digits, '_', '-' and '.', 64 at most, found 'x''
          symbol_column | ''             | symbol_column: expected letters, digits, '_', '-' and '.', 64 at most, found ''
          bar_time      | middle         | bar_time: expected close or open, found 'middle'
          timeout       | 0s             | timeout: expected a duration from 1ms to 600s, such as 10s, found '0s'
          symbol_column | timeframe      | time_column: expected another column than symbol_column and timeframe_column, which differ too, found 'time', 'timeframe' and 'timeframe'
          """)
  void create_settingThatDoesNotFit_isRefusedByName(String key, String value, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> PROVIDER.create(config(key, value)))
        .withMessage("source 'fallback': " + message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @ParameterizedTest
  @CsvSource({"max_delay,1s", "check,all", "tabel,x"})
  void create_settingOfSomethingElse_isRefusedByName(String key, String value) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> PROVIDER.create(config(key, value)))
        .withMessageContaining("found [" + key + "]")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void toString_ofSettings_hidesThePassword() {
    assertThat(FeatureSettings.from(config("password", "top-secret")).toString())
        .doesNotContain("top-secret");
  }
}

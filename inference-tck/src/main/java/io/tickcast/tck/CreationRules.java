package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What holds when a source, a sink or a store is made. */
final class CreationRules {
  private static final String UNKNOWN = "tck-no-such-setting";

  private CreationRules() {}

  static ComponentConfig config(Map<String, String> options, EpochNanoClock clock) {
    return new ComponentConfig("tck", options, clock);
  }

  static void unknownSettingIsRefused(
      Map<String, String> options, Function<ComponentConfig, ? extends AutoCloseable> create) {
    Map<String, String> more = new HashMap<>(options);
    more.put(UNKNOWN, "1");
    assertThatExceptionOfType(InferenceException.class)
        .as("create with the setting '%s'", UNKNOWN)
        .isThrownBy(() -> create.apply(config(more, new TckClock())).close())
        .withMessageContaining(UNKNOWN)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  static void startsNoThread(
      Map<String, String> options, Function<ComponentConfig, ? extends AutoCloseable> create) {
    ThreadWatch watch = new ThreadWatch();
    AutoCloseable made = watch.call(() -> create.apply(config(options, new TckClock())));
    assertThat(watch.alive()).as("threads started by create").isEmpty();
    watch.call(
        () -> {
          made.close();
          return true;
        });
  }
}

package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationalSettingTest {
  /** Another value than the default, for each kind. */
  private static final Map<SettingKind, Object> OTHERS =
      Map.ofEntries(
          Map.entry(SettingKind.NUMBER, 0.03),
          Map.entry(SettingKind.WHOLE, 7),
          Map.entry(SettingKind.TEXT, "atr_21"),
          Map.entry(SettingKind.MILLIS, Duration.ofNanos(1_234_567)),
          Map.entry(SettingKind.SPAN, Optional.of(Duration.ofMillis(90_500))),
          Map.entry(SettingKind.SIZE_UNIT, SizeUnit.FRACTION),
          Map.entry(SettingKind.OPTIONAL_NUMBER, Optional.of(0.25)),
          Map.entry(SettingKind.OPTIONAL_WHOLE, Optional.of(48)),
          Map.entry(SettingKind.TRADING_STATE, TradingState.REDUCING),
          Map.entry(SettingKind.UNCONFIRMED, PositionFeed.Unconfirmed.TRUST),
          Map.entry(SettingKind.OPPOSITE_SIGNAL, PositionRules.Opposite.CLOSE),
          Map.entry(SettingKind.SIZING_MODE, SizingSettings.Mode.CONFIDENCE));

  /** Records that stand in records, and whose settings are those of their own fields. */
  private static final List<String> RECORDS = List.of("feed", "rules", "sizing", "paper");

  private static Object other(OperationalSetting setting) {
    return setting.kind() == SettingKind.FLAG
        ? !(Boolean) setting.value(OperationalConfig.defaults()).orElseThrow()
        : OTHERS.get(setting.kind());
  }

  private static Stream<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  @Test
  void settings_eachFieldOfTheRecords_hasOne() {
    List<String> fields =
        Stream.of(
                InferenceSettings.class,
                SignalSettings.class,
                MonitoringSettings.class,
                TradingSettings.class,
                PositionFeed.class,
                PaperSettings.class,
                PositionRules.class,
                SizingSettings.class)
            .flatMap(OperationalSettingTest::components)
            .map(name -> name.equals("max_latency") ? "max_latency_ms" : name)
            .filter(name -> !RECORDS.contains(name))
            .toList();
    List<String> settings =
        Arrays.stream(OperationalSetting.values())
            .filter(setting -> !setting.block().equals("operational.model_config"))
            .map(OperationalSetting::key)
            .toList();
    assertThat(settings)
        .as("add a setting to OperationalSetting and OperationalValues")
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @ParameterizedTest
  @EnumSource
  void value_anotherOne_comesBackFromItsTextAndChangesTheId(OperationalSetting setting) {
    if (setting.block().equals("operational.model_config")) {
      assertThat(setting.text(OperationalConfig.defaults())).isEmpty();
      return;
    }
    Object other = other(setting);
    OperationalValues values = new OperationalValues(OperationalConfig.defaults());
    if (setting == OperationalSetting.FEE) {
      values.put(OperationalSetting.INITIAL_CASH, Optional.of(5_000.0));
    }
    values.put(setting, other);
    OperationalConfig config = values.config();
    assertThat(setting.value(config)).contains(other);
    assertThat(config.id()).isNotEqualTo(OperationalConfig.defaults().id());
    String text = setting.text(config).orElseThrow();
    assertThat(setting.kind().parse(text)).isEqualTo(other);
  }

  @Test
  void text_defaults_isWhatTheFileSays() {
    Map<String, String> texts =
        Arrays.stream(OperationalSetting.values())
            .filter(setting -> setting.text(OperationalConfig.defaults()).isPresent())
            .collect(
                Collectors.toMap(
                    OperationalSetting::key,
                    setting -> setting.text(OperationalConfig.defaults()).get()));
    assertThat(texts)
        .containsEntry("confidence_threshold", "0.7")
        .containsEntry("max_latency_ms", "100")
        .containsEntry("atr_multiplier_sl", "2")
        .containsEntry("size_unit", "lots")
        .containsEntry("signal_validity", "")
        .containsEntry("track_latency", "true");
  }

  @Test
  void spans_ofAllLengths_comeBackFromTheirTexts() {
    List<Duration> spans = new ArrayList<>();
    for (long nanos = 1; nanos < Duration.ofDays(300).toNanos(); nanos = nanos * 7 + 13) {
      spans.add(Duration.ofNanos(nanos));
    }
    spans.addAll(List.of(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(2)));
    for (Duration span : spans) {
      assertThat(SettingKind.MILLIS.parse(SettingKind.MILLIS.text(span))).isEqualTo(span);
      Object optional = Optional.of(span);
      assertThat(SettingKind.SPAN.parse(SettingKind.SPAN.text(optional))).isEqualTo(optional);
    }
    assertThat(SettingKind.SPAN.text(Optional.of(Duration.ofMinutes(10)))).isEqualTo("10m");
  }

  @Test
  void changeable_allButWhatModelsAndReadersRestOn_areSo() {
    List<String> fixed =
        Arrays.stream(OperationalSetting.values())
            .filter(setting -> !setting.isChangeable())
            .map(OperationalSetting::key)
            .toList();
    assertThat(fixed)
        .containsExactly(
            "atr_feature", "size_unit", "fills", "account", "unconfirmed", "initial_cash", "fee");
  }
}

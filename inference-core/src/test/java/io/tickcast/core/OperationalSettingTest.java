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
      Map.of(
          SettingKind.NUMBER,
          0.3,
          SettingKind.WHOLE,
          7,
          SettingKind.FLAG,
          false,
          SettingKind.TEXT,
          "atr_21",
          SettingKind.MILLIS,
          Duration.ofNanos(1_234_567),
          SettingKind.SPAN,
          Optional.of(Duration.ofMillis(90_500)),
          SettingKind.SIZE_UNIT,
          SizeUnit.FRACTION);

  private static Stream<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  @Test
  void settings_eachFieldOfTheRecords_hasOne() {
    List<String> fields =
        Stream.of(InferenceSettings.class, SignalSettings.class, MonitoringSettings.class)
            .flatMap(OperationalSettingTest::components)
            .map(name -> name.equals("max_latency") ? "max_latency_ms" : name)
            .toList();
    List<String> settings =
        Arrays.stream(OperationalSetting.values())
            .filter(setting -> !setting.block().equals("model_config"))
            .map(OperationalSetting::key)
            .toList();
    assertThat(settings)
        .as("add a setting to OperationalSetting and OperationalValues")
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @ParameterizedTest
  @EnumSource
  void value_anotherOne_comesBackFromItsTextAndChangesTheId(OperationalSetting setting) {
    if (setting.block().equals("model_config")) {
      assertThat(setting.text(OperationalConfig.defaults())).isEmpty();
      return;
    }
    Object other = OTHERS.get(setting.kind());
    OperationalValues values = new OperationalValues(OperationalConfig.defaults());
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
  void changeable_ofTheCard_isEverySetting() {
    List<String> fixed =
        Arrays.stream(OperationalSetting.values())
            .filter(setting -> !setting.isChangeable())
            .map(OperationalSetting::key)
            .toList();
    assertThat(fixed).containsExactly("atr_feature", "size_unit");
  }
}

package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {
  private static final OperationalConfig CONFIG =
      new OperationalConfig(
          new InferenceSettings(0.1 + 0.2, Duration.ofNanos(123_456_789), false),
          new SignalSettings(
              true,
              false,
              1e-17,
              3e20,
              "atr 'x' \u00e4",
              0.01,
              SizeUnit.UNITS,
              Optional.of(Duration.ofNanos(1_500_001)),
              7),
          new MonitoringSettings(false, true, false),
          Optional.of(
              new FallbackSettings(
                  "clickhouse",
                  FallbackSettings.Signals.EXITS,
                  Optional.of(0.005),
                  Optional.of(Duration.ofSeconds(3)),
                  Duration.ofMillis(500),
                  Duration.ofSeconds(1))),
          new TradingSettings(
              TradingState.REDUCING,
              new PositionFeed(
                  false,
                  false,
                  PositionFeed.Unconfirmed.HOLD,
                  Optional.of(new PaperSettings(1e5 / 3, 0.0001))),
              new PositionRules(
                  true, PositionRules.Opposite.CLOSE, Optional.of(7), Optional.of(0.3), 2),
              new SizingSettings(SizingSettings.Mode.CONFIDENCE, 0.02, Optional.of(0.1 + 0.2))));

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve(ConfigStore.FOLDER).resolve(CONFIG.id() + ".json");
  }

  @Test
  void find_settingsThatWereKept_areTheSameToTheBit() {
    new ConfigStore(folder).keep(CONFIG.id(), CONFIG);
    OperationalConfig found = new ConfigStore(folder).find(CONFIG.id()).orElseThrow();
    assertThat(found).isEqualTo(CONFIG);
    assertThat(found.id()).isEqualTo(CONFIG.id());
  }

  @Test
  void find_unknownId_isEmpty() {
    assertThat(new ConfigStore(folder).find("0123456789abcdef")).isEmpty();
    assertThat(new ConfigStore(folder).find("../../etc/passwd")).isEmpty();
  }

  @Test
  void find_fileThatWasAltered_isRefused() throws IOException {
    new ConfigStore(folder).keep(CONFIG.id(), CONFIG);
    Files.writeString(file(), Files.readString(file()).replace("atr_multiplier_sl", "atr_sl"));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new ConfigStore(folder).find(CONFIG.id()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA))
        .withMessageContaining(CONFIG.id());
  }

  @Test
  void find_fileThatIsNoJson_isRefused() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{half");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new ConfigStore(folder).find(CONFIG.id()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
  }

  @Test
  void keep_folderThatIsAFile_isRefused() throws IOException {
    Files.writeString(folder.resolve(ConfigStore.FOLDER), "");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new ConfigStore(folder).keep(CONFIG.id(), CONFIG))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }
}

package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.core.Instrument;
import io.tickcast.core.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentReaderTest {
  @TempDir private Path folder;

  @Test
  void instrument_withEverySetting_isTaken() throws IOException {
    Instrument instrument =
        only(
            """
            instruments:
              - symbol: eurusd
                aliases: ["C:EURUSD", "EUR/USD"]
                tick_size: 0.00001
                lot_size: 0.01
                contract_size: 100000
                calendar: fx
            """);
    assertThat(instrument.symbol()).isEqualTo("EURUSD");
    assertThat(instrument.aliases()).containsExactly("C:EURUSD", "EUR/USD");
    assertThat(instrument.tickSize()).hasValue(1e-5);
    assertThat(instrument.lotSize()).hasValue(0.01);
    assertThat(instrument.calendar()).containsSame(TradingCalendar.fx());
  }

  @Test
  void calendar_asAWord_isThatOfTheCore() throws IOException {
    assertThat(only("instruments: [{symbol: BTCUSDT, calendar: 24x7}]").calendar())
        .containsSame(TradingCalendar.always());
    assertThat(only("instruments: [{symbol: EURUSD, calendar: FX}]").calendar())
        .containsSame(TradingCalendar.fx());
    assertThat(only("instruments: [{symbol: EURUSD}]").calendar()).isEmpty();
  }

  @Test
  void calendar_ofSessions_isOpenInThemAlone() throws IOException {
    TradingCalendar calendar =
        only("""
            instruments:
              - symbol: DAX
                calendar:
                  zone: Europe/Berlin
                  sessions:
                    - {open: "MON 09:00", close: "MON 17:30"}
                    - {open: "Friday 22:00", close: "sat 02:00"}
                  holidays: [2026-01-12]
            """)
            .calendar()
            .orElseThrow();
    assertThat(isOpen(calendar, "2026-01-05T08:00:00Z")).isTrue();
    assertThat(isOpen(calendar, "2026-01-05T16:30:00Z")).isFalse();
    assertThat(isOpen(calendar, "2026-07-06T07:00:00Z")).as("in summer time").isTrue();
    assertThat(isOpen(calendar, "2026-01-12T08:00:00Z")).as("on a holiday").isFalse();
    assertThat(isOpen(calendar, "2026-01-10T00:30:00Z")).as("past midnight").isTrue();
    assertThat(isOpen(calendar, "2026-01-06T08:00:00Z")).as("on a Tuesday").isFalse();
  }

  private static boolean isOpen(TradingCalendar calendar, String time) {
    return calendar.isOpen(Instant.parse(time).toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calendar: always | calendar: expected fx, 24x7, or a block of zone, sessions and holidays",
        "calendar: [fx] | or a block of zone, sessions and holidays, found a list",
        "calendar: {zone: Mars, sessions: [{open: MON 09:00, close: MON 10:00}]} | calendar.zone: expected a time zone",
        "calendar: {sessions: [{open: MON 09:00, close: MON 10:00}]} | calendar.zone: expected a time zone such as Europe/Berlin, found none",
        "calendar: {zone: UTC} | instruments[0].calendar.sessions: expected at least one, found none",
        "calendar: {zone: UTC, sessions: [{open: MON 09:00}]} | sessions[0].close: expected a weekday with a time",
        "calendar: {zone: UTC, sessions: [{open: MON 9, close: MON 10:00}]} | sessions[0].open: expected a weekday with a time such as MON 09:00, found 'MON 9'",
        "calendar: {zone: UTC, sessions: [{open: MONKEY 09:00, close: MON 10:00}]} | found 'MONKEY 09:00'",
        "calendar: {zone: UTC, sessions: [{open: MON 09:00, close: MON 24:30}]} | found 'MON 24:30'",
        "calendar: {zone: UTC, sessions: [{open: MON 09:00, close: MON 09:00}]} | sessions[0].close: expected a time after MON 09:00, found MON 09:00",
        "calendar: {zone: UTC, sessions: [{open: MON 09:00, close: MON 10:00}], holidays: [tomorrow]} | holidays: expected a date such as 2026-12-25, found 'tomorrow'",
        "calendar: {zone: UTC, sessions: [{open: MON 09:00, close: MON 10:00}], holiday: []} | did you mean 'holidays'?",
        "contract_size: 0 | instruments[0].contract_size: expected a positive number, found '0'",
      })
  void setting_thatDoesNotDo_isTheOneFault(String text, String message) throws IOException {
    LoadedConfig loaded = read("instruments: [{symbol: EURUSD, " + quoted(text) + "}]");
    assertThat(loaded.faults()).hasSize(1);
    assertThat(loaded.faults().get(0).text()).contains(message);
  }

  /** Times hold a colon, which YAML takes for something else without quotes. */
  private static String quoted(String text) {
    return text.replaceAll("[A-Z]+ [0-9]+(:[0-9]+)?", "\"$0\"");
  }

  private Instrument only(String text) throws IOException {
    List<Instrument> instruments = read(text).valid().instruments();
    assertThat(instruments).hasSize(1);
    return instruments.get(0);
  }

  private LoadedConfig read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("tickcast.yaml"), text);
    return ConfigReader.read(file, Map.of(), Map.of());
  }
}

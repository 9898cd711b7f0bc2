package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentTest {
  private static Instrument named(String symbol, String... aliases) {
    return new Instrument(symbol, List.of(aliases), OptionalDouble.empty(), OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "EURUSD, EURUSD", "eurusd, EURUSD", "C:EURUSD, EURUSD", "c:eurusd, EURUSD",
    "NASDAQ:AAPL, AAPL", "ES_F, ES_F", "BTC-USD, BTC-USD", "BTC/USDT, BTCUSDT",
    "XBT, BTCUSDT", "X:BTCUSD, BTCUSD"
  })
  void canonical_rawName_isFound(String raw, String expected) {
    Symbols symbols = new Symbols(List.of(named("BTCUSDT", "BTC/USDT", "XBT")));
    assertThat(symbols.canonical(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        ">",
        "EUR*",
        "EUR.USD",
        "EUR/USD",
        "EUR USD",
        "EURUSD\n",
        "C:",
        ":",
        "a:b:c",
        "EURUſD",
        "EURUSD\u0131",
        "ẞ",
        "ＥＵＲＵＳＤ",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
      })
  void canonical_noSymbol_isRefused(String raw) {
    Symbols symbols = new Symbols(List.of());
    assertThat(symbols.canonicalOrEmpty(raw)).isEmpty();
    assertThatThrownBy(() -> symbols.canonical(raw))
        .isInstanceOf(InferenceException.class)
        .hasMessageStartingWith("symbol: expected 1 to 32 of letters, digits, _ and -, found '")
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approved", "REJECTED", "Pending", "C:approved"})
  void canonical_reservedName_isRefused(String raw) {
    assertThatThrownBy(() -> new Symbols(List.of()).canonical(raw))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("a name that is not reserved for others");
  }

  @Test
  void symbols_oneNameForTwoInstruments_isRefused() {
    assertThatThrownBy(() -> new Symbols(List.of(named("EURUSD", "E"), named("ESTOXX", "E"))))
        .hasMessage("instruments: expected each name once, found 'E' for EURUSD and ESTOXX");
    assertThatThrownBy(() -> new Symbols(List.of(named("EURUSD"), named("ESTOXX", "EURUSD"))))
        .hasMessage("instruments: expected each name once, found 'EURUSD' for EURUSD and ESTOXX");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void instrument_stepThatIsNone_isRefused(double step) {
    assertThatThrownBy(
            () ->
                new Instrument(
                    "EURUSD", List.of(), OptionalDouble.of(step), OptionalDouble.empty()))
        .hasMessageStartingWith("tick_size: expected a positive, finite number, found ");
    assertThatThrownBy(
            () ->
                new Instrument(
                    "EURUSD", List.of(), OptionalDouble.empty(), OptionalDouble.of(step)))
        .hasMessageStartingWith("lot_size: expected a positive, finite number, found ");
  }
}

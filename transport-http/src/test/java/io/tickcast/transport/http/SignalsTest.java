package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {
  private final Served served =
      Served.start(Served.config().withRecentSignals(20), Statuses::ready);

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void signals_emitted_showsEveryFieldAndTheSignalAsOnTheWire() throws Exception {
    served.decide(FakeDecision.buy());

    HttpResponse<String> response = served.get("/api/v1/signals");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    JsonNode entry = Served.json(response).get("signals").get(0);
    assertThat(entry.get("id").asText()).endsWith("-1");
    assertThat(entry)
        .isEqualTo(
            Served.json(
                """
                {"id":%s,"symbol":"EURUSD","timeframe":"5m","timestamp_ms":1760867700000,"signal_type":"buy",
                 "model_signal_type":"buy","outcome":"emitted","confidence_score":0.85,"entry_price":1.08125,
                 "stop_loss":1.07875,"take_profit":1.085,"position_size_recommended":0.01,
                 "model_version":"xgboost-v1.2.3","reason":"model","gates":[],"latency_us":45.5,
                 "decided_at_ms":1760867700020,"signal":{"signal_id":"a","entry_price":1.08125}}
                """
                    .formatted(entry.get("id"))));
    assertThat(response.body())
        .contains("\"signal\":{\"signal_id\":\"a\",\"entry_price\":1.0812500}");
  }

  @Test
  void signals_blocked_showsGatesAndNoSignal() throws Exception {
    served.decide(
        FakeDecision.held(0.55, 0.7)
            .outcome(Outcome.SUPPRESSED)
            .gate("finite", Double.POSITIVE_INFINITY, Double.NaN, "rsi_14")
            .signal(""));

    JsonNode entry = Served.json(served.get("/api/v1/signals")).get("signals").get(0);

    assertThat(entry.get("outcome").asText()).isEqualTo("suppressed");
    assertThat(entry.get("signal_type").asText()).isEqualTo("hold");
    assertThat(entry.get("model_signal_type").asText()).isEqualTo("buy");
    assertThat(entry.get("stop_loss").isNull()).isTrue();
    assertThat(entry.get("signal").isNull()).isTrue();
    assertThat(entry.get("gates"))
        .isEqualTo(
            Served.json(
                """
                [{"gate":"confidence","value":0.55,"threshold":0.7},
                 {"gate":"finite","value":"Infinity","threshold":null,"detail":"rsi_14"}]
                """));
  }

  @Test
  void predictions_ofDecisions_showWhatTheModelPutOut() throws Exception {
    served.decide(FakeDecision.buy().outputs(0.85, 0.1, Double.NaN, Double.NEGATIVE_INFINITY));
    served.decide(FakeDecision.held(0.55, 0.7).symbol("NZDUSD"));

    JsonNode all = Served.json(served.get("/api/v1/predictions")).get("predictions");

    assertThat(all).hasSize(2);
    assertThat(all.get(0).get("outputs")).isEmpty();
    assertThat(all.get(1).get("outputs").toString()).isEqualTo("[0.85,0.1,null,\"-Infinity\"]");
    assertThat(all.get(1).get("model_version").asText()).isEqualTo("xgboost-v1.2.3");
    assertThat(all.get(1).get("timestamp_ms").asLong()).isEqualTo(1_760_867_700_000L);
    JsonNode one = Served.json(served.get("/api/v1/predictions?symbol=NZDUSD&limit=1"));
    assertThat(one.at("/predictions/0/symbol").asText()).isEqualTo("NZDUSD");
  }

  @Test
  void signals_moreThanTheLimit_showsTheNewestFirst() throws Exception {
    for (int i = 0; i < 7; i++) {
      served.decide(FakeDecision.buy().barTimeMillis(i));
    }

    assertThat(times("?limit=3")).containsExactly(6L, 5L, 4L);
  }

  @Test
  void signals_moreThanTheRing_showsWhatIsKept() throws Exception {
    for (int i = 0; i < 45; i++) {
      served.decide(FakeDecision.buy().barTimeMillis(i));
    }

    JsonNode json = Served.json(served.get("/api/v1/signals?limit=20"));

    assertThat(json.get("signals")).hasSize(20);
    assertThat(json.get("signals").get(0).get("timestamp_ms").asLong()).isEqualTo(44);
    assertThat(json.get("signals").get(19).get("timestamp_ms").asLong()).isEqualTo(25);
    assertThat(json.get("last_event_id").asText()).endsWith("-45");
  }

  @Test
  void signals_bySymbolAndType_areFiltered() throws Exception {
    served.decide(FakeDecision.buy().barTimeMillis(1));
    served.decide(FakeDecision.buy().barTimeMillis(2).symbol("NZDUSD").timeframe(Timeframe.H1));
    served.decide(FakeDecision.buy().barTimeMillis(3).symbol("NZDUSD").type(SignalType.CLOSE_LONG));

    assertThat(times("?symbol=nzdusd")).containsExactly(3L, 2L);
    assertThat(times("?type=buy")).containsExactly(2L, 1L);
    assertThat(times("?symbol=NZDUSD&type=close_long&limit=20")).containsExactly(3L);
    assertThat(times("?symbol=XAUUSD")).isEmpty();
  }

  @Test
  void signals_none_isAnEmptyList() throws Exception {
    JsonNode json = Served.json(served.get("/api/v1/signals"));

    assertThat(json.get("signals")).isEmpty();
    assertThat(json.get("last_event_id").asText()).endsWith("-0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0              | limit: expected a whole number from 1 to 20, found '0'
          limit=21             | limit: expected a whole number from 1 to 20, found '21'
          limit=ten            | limit: expected a whole number from 1 to 20, found 'ten'
          limit=               | limit: expected a whole number from 1 to 20, found ''
          limit=99999999999999 | limit: expected a whole number from 1 to 20, found '99999999999999'
          limit=1&limit=2      | limit: expected one value, found '2 of them'
          symbol=EUR%2FUSD     | symbol: expected 1 to 32 of A-Z 0-9 _ -, found 'EUR/USD'
          symbol=              | symbol: expected 1 to 32 of A-Z 0-9 _ -, found ''
          type=BUY             | type: expected one of buy, sell, hold, close_long, close_short, found 'BUY'
          typ=buy              | parameters: expected none but [limit, symbol, type], found 'typ'
          """)
  void signals_badParameter_is400NamingIt(String query, String message) throws Exception {
    HttpResponse<String> response = served.get("/api/v1/signals?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(Served.json(response))
        .isEqualTo(
            Served.json(new String(Json.error(message), java.nio.charset.StandardCharsets.UTF_8)));
  }

  private List<Long> times(String query) throws Exception {
    HttpResponse<String> response = served.get("/api/v1/signals" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    return StreamSupport.stream(Served.json(response).get("signals").spliterator(), false)
        .map(entry -> entry.get("timestamp_ms").asLong())
        .toList();
  }
}

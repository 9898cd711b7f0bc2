package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class StatusTest {
  @Test
  void status_everyPart_isThereInSnakeCase() throws Exception {
    try (Served served = Served.start(Served.config(), () -> Statuses.notReady("no feed"))) {
      HttpResponse<String> response = served.get("/api/v1/status");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(Served.json(response))
          .isEqualTo(
              Served.json(
                  """
                  {"state":"running","ready":false,"not_ready":["no feed"],"started_at_ms":1760867000000,
                   "config_id":"c0ffee","trading":"active","bars":12,
                   "signals":{"buy":3,"sell":1,"hold":8,"close_long":0,"close_short":0},
                   "outcomes":{"emitted":4,"held":8,"suppressed":0,"rejected":0},
                   "refused":{"duplicate":2},
                   "last_refused":{"duplicate":"expected a new bar, found 1760867700000 again"},
                   "latency_us":{"count":12,"p50":41.5,"p99":97.25,"max":130.0},
                   "models":[{"symbol":"EURUSD","timeframe":"5m","model_version":"xgboost-v1.2.3",
                     "model_type":"xgboost","model_sha256":"%s","location":"model.json","features":110,
                     "verification":"golden rows: 16 of 16"}],
                   "bindings":[{"name":"majors","model":"xgboost","version":"latest","problem":"",
                     "series":[{"symbol":"EURUSD","timeframe":"5m","pinned":true,
                       "models":[
                         {"model_version":"xgboost-v1.2.3","role":"champion","since_ms":1760867000101},
                         {"model_version":"xgboost-v1.3.0","role":"challenger","since_ms":1760867000104}],
                       "last_swap":{"event":"promoted","at_ms":1760867000101,"from_version":"xgboost-v1.2.2",
                         "to_version":"xgboost-v1.2.3","who":"ann","reason":"better"},
                       "last_challenge":{"event":"challenger","at_ms":1760867000104,"from_version":"",
                         "to_version":"xgboost-v1.3.0","who":"config","reason":"1.3.0"},
                       "last_refusal":{"event":"refused","at_ms":1760867000103,
                         "from_version":"xgboost-v1.2.2","to_version":"xgboost-v1.4.0","who":"ann",
                         "reason":"golden row 0: ..."},
                       "challengers_suspended":2}]}],
                   "sources":[{"name":"recording","state":"live","detail":"12 of 400 bars","frames":14,"dropped":0}],
                   "sinks":[{"name":"archive","delivery":"archive","lag_records":2,"lag_seconds":1.25,"written":10,
                     "refused":0,"last_error":"","checked_at_ms":1760867700000,"check_error":"no leader",
                     "detail":"signals.jsonl"}],
                   "journal":{"folder":"data/journal","takes_entries":true,"problem":"","first_sequence":1,
                     "written_sequence":240,"durable_sequence":238,"bytes":67108864,"dead_letters":3},
                   "fallback":{"name":"clickhouse","mode":"fallback","signals":"exits",
                     "channels":["features.EURUSD.5m"],"changes":1,"bars":7,"last_error":"",
                     "detail":"connected"},
                   "config":{"id":"c0ffee","by":"hub http://127.0.0.1:8000","version":"7",
                     "since_ms":1760867000500,"changes":2,"lanes_behind":0,"before":"",
                     "source":{"name":"hub http://127.0.0.1:8000","state":"answers","version":"7",
                       "answered_at_ms":1760867000600,"registration":"registered","last_error":""},
                     "settings":[
                       {"path":"operational.inference_settings.confidence_threshold","value":"0.8",
                        "origin":"hub http://127.0.0.1:8000 version 7","changeable":true,"fixed_because":""},
                       {"path":"operational.signal_generation.size_unit","value":"lots","origin":"default",
                        "changeable":false,"fixed_because":"count in it"}],
                     "refused":1,
                     "refusals":[{"at_ms":1760867000750,"origin":"hub http://127.0.0.1:8000 version 8",
                       "reason":"expected a number"}]}}
                  """
                      .formatted("ab".repeat(32))));
    }
  }

  @Test
  void status_withoutLatencies_hasNull() throws Exception {
    try (Served served = Served.start(Served.config(), Statuses::withoutLatency)) {
      JsonNode latency = Served.json(served.get("/api/v1/status")).get("latency_us");

      assertThat(latency.get("count").asInt()).isZero();
      assertThat(latency.get("p50").isNull()).isTrue();
      assertThat(latency.get("max").isNull()).isTrue();
    }
  }

  @Test
  void status_engineThatThrows_is500WithoutTheInside() throws Exception {
    try (Served served =
        Served.start(
            Served.config(),
            () -> {
              throw new IllegalStateException("secret");
            })) {
      HttpResponse<String> response = served.get("/api/v1/status");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .isEqualTo("{\"error\":\"the request failed inside the service: see its log\"}");
    }
  }

  @Test
  void status_unknownParameter_is400() throws Exception {
    try (Served served = Served.start()) {
      HttpResponse<String> response = served.get("/api/v1/status?verbose=1");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(Served.json(response).get("error").asText())
          .isEqualTo("parameters: expected none but [], found 'verbose'");
    }
  }
}

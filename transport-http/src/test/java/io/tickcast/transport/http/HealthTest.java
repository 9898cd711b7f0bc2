package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.core.EngineStatus;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  private static final Supplier<EngineStatus> BROKEN =
      () -> {
        throw new IllegalStateException("closed");
      };

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/healthz"})
  void live_anyEngine_isOk(String path) throws Exception {
    try (Served served = Served.start(Served.config(), BROKEN)) {
      HttpResponse<String> response = served.get(path);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("ok");
      assertThat(response.headers().firstValue("content-type"))
          .hasValue("text/plain;charset=utf-8");
    }
  }

  @Test
  void readyz_readyEngine_is200() throws Exception {
    try (Served served = Served.start()) {
      HttpResponse<String> response = served.get("/readyz");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"ready\":true,\"reasons\":[],\"sinks\":[{\"name\":\"archive\",\"lag_records\":2,"
                  + "\"lag_seconds\":1.25,\"problem\":\"no leader\"}]}");
    }
  }

  @Test
  void readyz_engineThatIsNotReady_is503WithTheReasons() throws Exception {
    try (Served served =
        Served.start(
            Served.config(),
            () -> Statuses.notReady("no model for EURUSD 5m", "source 'nats': connecting"))) {
      HttpResponse<String> response = served.get("/readyz");

      assertThat(response.statusCode()).isEqualTo(503);
      JsonNode json = Served.json(response);
      assertThat(json.get("ready").asBoolean()).isFalse();
      assertThat(json.get("reasons"))
          .extracting(JsonNode::asText)
          .containsExactly("no model for EURUSD 5m", "source 'nats': connecting");
    }
  }

  @Test
  void readyz_engineThatThrows_is503AndSaysSo() throws Exception {
    try (Served served = Served.start(Served.config(), BROKEN)) {
      HttpResponse<String> response = served.get("/readyz");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(Served.json(response).get("reasons").get(0).asText())
          .isEqualTo("engine: expected its status, found java.lang.IllegalStateException: closed");
    }
  }

  @Test
  void readyz_asHead_hasTheSameStatusAndNoBody() throws Exception {
    try (Served served = Served.start(Served.config(), () -> Statuses.notReady("no model"))) {
      HttpResponse<String> response = served.send("HEAD", "/readyz");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).isEmpty();
    }
  }
}

package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.core.InferenceEngine;
import io.tickcast.core.TradingState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradingRoutesTest {
  private static final String TOKEN = "a-token-of-sixteen-or-more";

  private final InferenceEngine engine = InferenceEngine.builder().build();
  private final HttpServer server = HttpServer.create(HttpConfig.defaults().withPort(0));

  @BeforeEach
  void start() {
    engine.open();
    server.start(engine::status, engine.registry(), engine::tradingState, Optional.of(TOKEN));
  }

  @AfterEach
  void close() {
    server.close();
    engine.close();
  }

  private HttpResponse<String> send(String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/trading-state"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void state_forEverybody_isShown() throws Exception {
    HttpResponse<String> answer = send("", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Served.json(answer).get("state").asText()).isEqualTo("active");
  }

  @Test
  void change_withTheToken_isInForceAndAnswered() throws Exception {
    HttpResponse<String> answer = send("{\"state\":\"reducing\"}", TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Served.json(answer).get("state").asText()).isEqualTo("reducing");
    assertThat(engine.status().trading()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void change_withoutTheToken_changesNothing() throws Exception {
    assertThat(send("{\"state\":\"halted\"}", "").statusCode()).isEqualTo(401);
    assertThat(send("{\"state\":\"halted\"}", TOKEN + "x").statusCode()).isEqualTo(403);
    assertThat(engine.status().trading()).isEqualTo(TradingState.ACTIVE);
  }

  @Test
  void change_badBody_isRefused() throws Exception {
    for (String body :
        List.of(
            "{",
            "[]",
            "{}",
            "{\"state\":1}",
            "{\"state\":\"stopped\"}",
            "{\"state\":\"halted\",\"x\":1}",
            "{\"state\":\"halted\"}{}")) {
      HttpResponse<String> answer = send(body, TOKEN);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("expected");
    }
    assertThat(engine.status().trading()).isEqualTo(TradingState.ACTIVE);
  }
}

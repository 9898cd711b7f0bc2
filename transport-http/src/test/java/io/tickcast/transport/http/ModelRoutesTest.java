package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.core.Binding;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.RegistrySettings;
import io.tickcast.core.VersionChoice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelRoutesTest {
  private static final String TOKEN = "a-token-of-sixteen-or-more";

  private final InferenceEngine engine =
      InferenceEngine.builder()
          .bindings(List.of(Binding.ofAll("euro", "xgboost", new VersionChoice.Latest())))
          .registry(RegistrySettings.defaults().withWaitsForModels(true))
          .build();
  private final HttpServer server = HttpServer.create(HttpConfig.defaults().withPort(0));

  @AfterEach
  void close() {
    server.close();
    engine.close();
  }

  private void start(Optional<String> token) {
    engine.open();
    server.start(engine::status, engine.registry(), engine::tradingState, token);
  }

  private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/models" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!body.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void bindings_withoutAModel_sayWhy() throws Exception {
    start(Optional.of(TOKEN));
    HttpResponse<String> answer = send("", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Served.json(answer).at("/bindings/0/name").asText()).isEqualTo("euro");
    assertThat(Served.json(answer).at("/bindings/0/problem").asText())
        .contains("expected a checkpoint of xgboost latest in 0 stores");
    assertThat(Served.json(send("/history", "")).get("events")).isEmpty();
    assertThat(Served.json(send("/checkpoints", "")).get("checkpoints")).isEmpty();
  }

  @Test
  void change_withoutAConfiguredToken_saysHowToSetIt() throws Exception {
    start(Optional.empty());
    HttpResponse<String> answer = send("/promote", "{}", bearer(TOKEN));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("admin_token_file", "TICKCAST_ADMIN_TOKEN");
  }

  @Test
  void change_withoutOrWithAnotherToken_isRefused() throws Exception {
    start(Optional.of(TOKEN));
    HttpResponse<String> without = send("/promote", "{}");
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(send("/promote", "{}", bearer(TOKEN + "x")).statusCode()).isEqualTo(403);
    assertThat(send("/promote", "{}", "Authorization", "Basic " + TOKEN).statusCode())
        .isEqualTo(403);
  }

  @Test
  void promote_badBody_namesWhatIsWrong() throws Exception {
    start(Optional.of(TOKEN));
    for (String body :
        List.of("[]", "{\"target\":{}}", "{\"traget\":\"x\"}", "{", "{\"target\":\"euro\"}")) {
      HttpResponse<String> answer = send("/promote", body, bearer(TOKEN));
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(Served.json(answer).get("code").asText()).isEqualTo("INVALID_CONFIGURATION");
    }
  }

  @Test
  void promote_whatIsNotThere_isAnErrorWithItsCode() throws Exception {
    start(Optional.of(TOKEN));
    String body = "{\"target\":\"%s\",\"version\":\"1.2.3\",\"who\":\"ann\"}";
    HttpResponse<String> noBinding = send("/promote", body.replace("%s", "eruo"), bearer(TOKEN));
    assertThat(noBinding.statusCode()).isEqualTo(404);
    assertThat(noBinding.body()).contains("euro", "NOT_FOUND");
    assertThat(send("/promote", body.replace("%s", "euro"), bearer(TOKEN)).statusCode())
        .isEqualTo(404);
    assertThat(send("/rollback", body.replace("%s", "euro"), bearer(TOKEN)).statusCode())
        .isEqualTo(409);
  }

  @Test
  void token_inText_isNotShown() {
    assertThat(AdminToken.of(TOKEN).toString()).doesNotContain(TOKEN);
  }
}

package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.core.InferenceEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenInferenceTest {
  private static final String TOKEN = "a-token-of-sixteen-or-more";
  private static final String MODEL = "/v2/models/EURUSD.5m";

  @TempDir private Path folder;
  private final HttpServer server = HttpServer.create(HttpConfig.defaults().withPort(0));
  private Optional<InferenceEngine> engine = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    Path file = folder.resolve("sums_eurusd_5m_v1.0.0.sums");
    Files.writeString(file, "sums");
    InferenceEngine made =
        InferenceEngine.builder().modelProvider(new SumsProvider()).model(file).build();
    engine = Optional.of(made);
    made.open();
    server.start(made::status, made.registry(), made::tradingState, Optional.of(TOKEN));
  }

  @AfterEach
  void close() {
    server.close();
    engine.ifPresent(InferenceEngine::close);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(server.uri() + path)));
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String inputs(String tensors) {
    return "{\"id\":\"7\",\"inputs\":[" + tensors + "]}";
  }

  private static String tensor(String name, String shape, String data) {
    String form = "{\"name\":\"%s\",\"datatype\":\"FP64\",\"shape\":%s,\"data\":%s}";
    return String.format(Locale.ROOT, form, name, shape, data);
  }

  @Test
  void health_ofAnOpenEngine_isTold() throws Exception {
    assertThat(get("/v2").body()).contains("\"name\":\"tickcast\"", "model_repository");
    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
    assertThat(get(MODEL + "/ready").body()).isEqualTo("{\"name\":\"EURUSD.5m\",\"ready\":true}");
    assertThat(get("/v2/models/GBPUSD.5m/ready").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/versions/1.0.0", "/versions/sums-v1.0.0"})
  void metadata_ofWhatServes_namesColumnsAndOutputs(String version) throws Exception {
    JsonNode metadata = Served.json(get(MODEL + version));
    assertThat(metadata.at("/versions/0").asText()).isEqualTo("1.0.0");
    assertThat(metadata.at("/platform").asText()).isEqualTo("tickcast_sums");
    assertThat(metadata.at("/inputs/0/name").asText()).isEqualTo("input");
    assertThat(metadata.at("/inputs/0/shape").toString()).isEqualTo("[-1,2]");
    assertThat(metadata.at("/inputs/0/parameters/columns").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(metadata.at("/outputs/1/name").asText()).isEqualTo("sell");
  }

  @Test
  void metadata_ofAnotherVersion_isNotFound() throws Exception {
    assertThat(get(MODEL + "/versions/2.0.0").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[3,4,5,6]", "[[3,4],[5,6]]"})
  void infer_wholeRows_predictsEach(String data) throws Exception {
    HttpResponse<String> answer = post(MODEL + "/infer", inputs(tensor("input", "[2,2]", data)));
    assertThat(answer.body())
        .isEqualTo(
            "{\"model_name\":\"EURUSD.5m\",\"model_version\":\"1.0.0\",\"id\":\"7\",\"outputs\":["
                + "{\"name\":\"buy\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":[7.0,11.0]},"
                + "{\"name\":\"sell\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":[-1.0,-1.0]}]}");
  }

  @Test
  void infer_columnsInAnyOrder_goByTheirNames() throws Exception {
    String columns = tensor("b", "[2,1]", "[4,6]") + "," + tensor("a", "[2]", "[3,5]");
    JsonNode whole = Served.json(post(MODEL + "/infer", inputs(columns)));
    assertThat(whole.at("/outputs/1/data").toString()).isEqualTo("[-1.0,-1.0]");
    String wanted =
        inputs(columns).replace("\"inputs\"", "\"outputs\":[{\"name\":\"sell\"}],\"inputs\"");
    JsonNode one = Served.json(post(MODEL + "/versions/1.0.0/infer", wanted));
    assertThat(one.get("outputs")).hasSize(1);
    assertThat(one.at("/outputs/0/name").asText()).isEqualTo("sell");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | body: expected a JSON object",
        "{\"inputs\":[]} | inputs: expected at least one tensor, found none",
        "{\"inputs\":{}} | inputs: expected an array",
        "{ | body: expected JSON",
        "{\"inputs\":[{}]} | expected tensors with a name",
        "{\"inputs\":[{\"name\":\"input\"}]} | input input: expected a datatype of numbers",
      })
  void infer_brokenBody_saysWhatIsWrong(String body, String message) throws Exception {
    HttpResponse<String> answer = post(MODEL + "/infer", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Served.json(answer).get("error").asText()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input | [1,3] | [1,2,3] | expected a shape [rows, 2], found 3 columns",
        "input | [1,2] | [1,2,3] | expected 2 numbers as its shape says, found more",
        "input | [2,2] | [1,2,3] | expected 4 numbers as its shape says, found 3",
        "input | [1,2] | [1,null] | input b: expected a number: the model takes no missing ones",
        "input | [1,2] | [1,true] | expected finite numbers",
        "input | [1,2] | [1,1e999] | expected finite numbers",
        "input | [0,2] | [] | expected a shape",
        "input | [99999,99999] | [] | expected a shape",
        "input | [1,2] | 7 | expected an array 'data'",
        "a | [1] | [1] | expected 2 features, found 1; missing 'b'",
      })
  void infer_tensorThatDoesNotFit_saysWhy(String name, String shape, String data, String message)
      throws Exception {
    HttpResponse<String> answer = post(MODEL + "/infer", inputs(tensor(name, shape, data)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Served.json(answer).get("error").asText()).contains(message);
  }

  @Test
  void infer_whatIsNotThere_isNotFound() throws Exception {
    String body = inputs(tensor("input", "[1,2]", "[1,2]"));
    assertThat(post("/v2/models/GBPUSD.5m/infer", body).statusCode()).isEqualTo(404);
    assertThat(post("/v2/models/nonsense/infer", body).statusCode()).isEqualTo(404);
    assertThat(post(MODEL + "/infer", body, "Inference-Header-Content-Length", "9").statusCode())
        .isEqualTo(400);
    String unknown = body.replace("\"inputs\"", "\"outputs\":[{\"name\":\"up\"}],\"inputs\"");
    assertThat(post(MODEL + "/infer", unknown).body()).contains("expected some of [buy, sell]");
  }

  @Test
  void repository_index_listsWhatServes() throws Exception {
    assertThat(post("/v2/repository/index", "").body())
        .isEqualTo(
            "[{\"name\":\"EURUSD.5m\",\"version\":\"sums-v1.0.0\",\"state\":\"READY\",\"reason\":\"\"}]");
    assertThat(post("/v2/repository/index", "[]").statusCode()).isEqualTo(400);
  }

  @Test
  void repository_change_needsTheTokenAndSaysWhyNot() throws Exception {
    String load = "/v2/repository/models/EURUSD.5m/load";
    String[] bearer = {"Authorization", "Bearer " + TOKEN};
    assertThat(post(load, "{}").statusCode()).isEqualTo(401);
    HttpResponse<String> missing = post(load, "{\"parameters\":{\"version\":\"9.9.9\"}}", bearer);
    assertThat(missing.statusCode()).isIn(404, 409);
    assertThat(missing.body()).contains("9.9.9");
    assertThat(post("/v2/repository/models/EURUSD.5m/unload", "{}", bearer).statusCode())
        .isEqualTo(409);
    for (String call : List.of("load", "unload")) {
      String other = "/v2/repository/models/GBPUSD.5m/" + call;
      assertThat(post(other, "{}", bearer).statusCode()).isEqualTo(404);
    }
  }
}

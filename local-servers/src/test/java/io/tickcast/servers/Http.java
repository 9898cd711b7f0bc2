package io.tickcast.servers;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests to a ClickHouse server, as its clients make them. <i>Thread-safe.</i> */
record Http(HttpClient client, String url) {
  static Http to(ClickHouseServer server) {
    return new Http(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), server.url());
  }

  HttpResponse<String> post(Map<String, String> parameters, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(parameters, headers);
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> post(String statement, String... headers)
      throws IOException, InterruptedException {
    return post(Map.of(), statement.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> read(Map<String, String> parameters)
      throws IOException, InterruptedException {
    return send(request(parameters).GET());
  }

  private HttpRequest.Builder request(Map<String, String> parameters, String... headers) {
    String query =
        parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "/?", ""));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + query)).timeout(Duration.ofSeconds(30));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}

package io.tickcast.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** One request to the hub and its answer. <i>Confined.</i> */
final class HubRequest {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  private final HttpExchange exchange;

  HubRequest(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** A request that is answered with a status and a reason. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** A page of another origin must not reach a service on loopback under a name of its own. */
  void requireLoopbackName() throws Refused {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host != null && !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      throw new Refused(421, "expected the host localhost or 127.0.0.1, found another");
    }
  }

  /** The JSON object of the body. */
  JsonNode object() throws IOException, Refused {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
      // Pages of other origins can not send this without being asked for permission first.
      throw new Refused(415, "expected the content type application/json, found another");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new Refused(413, "expected at most " + MAX_BODY_BYTES + " bytes, found more");
    }
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw new Refused(400, "expected a JSON object, found something else");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new Refused(
          400, "expected a JSON object, found " + Problems.line(e.getOriginalMessage()));
    }
  }

  void answer(int status, JsonNode body) throws IOException {
    answer(status, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  void refuse(Refused refused) throws IOException {
    answer(
        refused.status(),
        Json.MAPPER.createObjectNode().put("error", String.valueOf(refused.getMessage())));
  }

  private void answer(int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");

  private final Served served = Served.start();

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/assets/page.css, text/css;charset=utf-8",
    "/assets/page.js, text/javascript;charset=utf-8",
    "/assets/icon.svg, image/svg+xml"
  })
  void file_ofThePage_isServedWithStrictHeaders(String path, String type) throws Exception {
    HttpResponse<String> response = served.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isNotBlank();
    assertThat(response.headers().firstValue("content-type")).hasValue(type);
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'self'; ");
  }

  @Test
  void page_everyReference_isServedFromHere() throws Exception {
    Matcher references = REFERENCE.matcher(served.get("/").body());

    int found = 0;
    while (references.find()) {
      found++;
      assertThat(references.group(1)).startsWith("/assets/");
      assertThat(served.get(references.group(1)).statusCode())
          .as(references.group(1))
          .isEqualTo(200);
    }
    assertThat(found).isEqualTo(3);
  }

  @Test
  void page_underItsOwnPolicy_hasNoInlineCode() throws Exception {
    assertThat(served.get("/").body())
        .doesNotContain("<style", " style=", " onclick=", "javascript:", "http://", "https://");
    assertThat(served.get("/assets/page.css").body()).doesNotContain("url(", "@import");
  }

  @Test
  void scripts_all_areServedAndWriteNoMarkup() throws Exception {
    Set<String> seen = new HashSet<>();
    Deque<String> toRead = new ArrayDeque<>(List.of("page.js"));
    while (!toRead.isEmpty()) {
      String name = toRead.remove();
      if (!seen.add(name)) {
        continue;
      }
      HttpResponse<String> script = served.get("/assets/" + name);
      assertThat(script.statusCode()).as(name).isEqualTo(200);
      assertThat(script.body())
          .as(name)
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
      IMPORT.matcher(script.body()).results().forEach(found -> toRead.add(found.group(1)));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "page.js",
            "chart.js",
            "detail.js",
            "dom.js",
            "feed.js",
            "overview.js",
            "table.js",
            "words.js");
  }

  @Test
  void file_asHead_hasTheLengthAndNoBody() throws Exception {
    HttpResponse<String> whole = served.get("/assets/page.css");

    HttpResponse<String> head = served.send("HEAD", "/assets/page.css");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("etag")).isEqualTo(whole.headers().firstValue("etag"));
  }

  @Test
  void file_thatTheClientHas_is304() throws Exception {
    String etag = served.get("/").headers().firstValue("etag").orElseThrow();

    HttpResponse<String> response = served.get("/", "If-None-Match", etag);

    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/assets/other.js", "/assets/", "/assets/%2e%2e/HttpServer.class", "/index.html"})
  void file_thatIsNotOfThePage_isNotServed(String path) throws Exception {
    HttpResponse<String> response = served.get(path);

    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(Served.json(response).get("error").asText()).startsWith("expected ");
  }
}

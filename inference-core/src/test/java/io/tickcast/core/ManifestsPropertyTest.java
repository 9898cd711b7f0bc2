package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a manifest, it is read or refused in one line. */
class ManifestsPropertyTest {
  private static final String SAMPLE =
      """
      {"name":"n","version":"1.2","symbol":"EURUSD","timeframe":"5m","features":["a","b"],
      "window":1,"output":{"kind":"classes","classes":["x"],"signals":{"x":"buy"}},
      "missing":"hold","golden":{"rows":[[1,null]],"expected":[[0.5]],"abs_tol":0}}""";

  @Property(tries = 2_000)
  void parse_anyText_isReadOrRefused(@ForAll String text) {
    assertReadOrRefused(text);
  }

  @Property(tries = 3_000)
  void parse_damagedManifest_isReadOrRefused(
      @ForAll("places") int from, @ForAll("places") int to, @ForAll("scraps") String scrap) {
    String head = SAMPLE.substring(0, Math.min(from, to));
    assertReadOrRefused(head + scrap + SAMPLE.substring(Math.max(from, to)));
  }

  @Property(tries = 3_000)
  void parse_anyValuesOfTheKnownKeys_areReadOrRefused(@ForAll("documents") String json) {
    assertReadOrRefused(json);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, SAMPLE.length());
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.of(
        "", "\"", "{", "}", "[", "]", ",", ":", "null", "1e400", "-0", "\u202e", "\\u0000",
        "\ud800");
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> keys =
        Arbitraries.of(
            "name type version symbol timeframe format sha256 features window output missing"
                .split(" "));
    Arbitrary<String> nested = Arbitraries.of("golden", "observation", "output", "reference");
    Arbitrary<String> inner =
        Arbitraries.of(
            "rows expected abs_tol rel_tol items kind classes signals residual_scale dead_band"
                .split(" "));
    Arbitrary<String> flat = field(keys, values());
    Arbitrary<String> deep =
        field(
            nested, field(inner, values()).list().ofMaxSize(5).map(ManifestsPropertyTest::object));
    return Arbitraries.oneOf(flat, deep).list().ofMaxSize(6).map(ManifestsPropertyTest::object);
  }

  private static Arbitrary<String> values() {
    Arbitrary<String> scalars =
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e308",
            "1e999",
            "123456789012345678901234567890",
            "\"\"",
            "\" \"",
            "\"buy\"",
            "\"classes\"",
            "\"direction\"",
            "\"5m\"",
            "\"EURUSD\"",
            "\"1.2.3\"",
            "\"\\n\"",
            "\"\\ud800\"");
    Arbitrary<String> arrays =
        scalars.list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]");
    Arbitrary<String> matrices =
        arrays.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
    Arbitrary<String> objects =
        field(Arbitraries.of("name", "kind", "x", "1"), scalars)
            .list()
            .ofMaxSize(3)
            .map(ManifestsPropertyTest::object);
    return Arbitraries.oneOf(scalars, arrays, matrices, objects, objects.map(o -> "[" + o + "]"));
  }

  private static Arbitrary<String> field(Arbitrary<String> keys, Arbitrary<String> values) {
    return Combinators.combine(keys, values).as((key, value) -> "\"" + key + "\":" + value);
  }

  private static String object(List<String> fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private static void assertReadOrRefused(String json) {
    try {
      ModelManifest manifest = Manifests.parse(json, "m.json");
      assertThat(manifest.json()).isEqualTo(json);
    } catch (InferenceException e) {
      assertThat(e.getMessage()).startsWith("m.json: ").doesNotContain("\n").doesNotContain("\r");
    }
  }
}

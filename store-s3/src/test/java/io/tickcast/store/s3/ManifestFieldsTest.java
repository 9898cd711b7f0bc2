package io.tickcast.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFieldsTest {
  @Test
  void of_object_givesTheStringsOfItsTopLevel() {
    String json =
        " { \"name\" : \"a\\\"\\\\\\u00e9\\n\" , \"window\":12, \"missing\":null,\n\"golden\":{\"name\":"
            + "\"inner\",\"rows\":[[1.5,-2e3],[\"]\",true]]},\"features\":[\"x\",\"}\"],\"version\":\"1\"}";
    assertThat(ManifestFields.of(json)).isEqualTo(Map.of("name", "a\"\\é\n", "version", "1"));
    assertThat(ManifestFields.of("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":}",
        "{\"a\":\"b\"",
        "{\"a\":\"b\\",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":[1,",
        "{a:1}",
        "{\"a\":1,"
      })
  void of_whatIsNoObject_hasNone(String json) {
    assertThat(ManifestFields.of(json)).isEmpty();
  }

  @Test
  void of_deepNesting_ends() {
    assertThat(ManifestFields.of("{\"a\":" + "[".repeat(100_000))).isEmpty();
  }
}

package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseSettingsTest {
  private static ArchiveSettings archive(String... pairs) {
    Map<String, String> options = new HashMap<>();
    options.put("url", "http://localhost");
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return ArchiveSettings.from(new ComponentConfig("sink 'archive'", options, () -> 0));
  }

  private static ClickHouseSettings settings(String... pairs) {
    return archive(pairs).server();
  }

  @Test
  void from_urlAlone_hasDefaults() {
    ClickHouseSettings settings = settings();
    assertThat(settings.server()).hasToString("http://localhost:8123");
    assertThat(settings.place()).isEqualTo("http://localhost:8123/default");
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.compression()).isFalse();
    assertThat(archive().maxDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(archive().checksEngine()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://ch.example,https://ch.example:8443",
    "HTTP://ch.example:80,http://ch.example:80",
    "http://[::1]:8123,http://[::1]:8123",
    "https://proxy.example/click/house,https://proxy.example:8443/click/house"
  })
  void from_addresses_getTheirPort(String url, String server) {
    assertThat(settings("url", url).server()).hasToString(server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url             | localhost:8123            | an address such as http://localhost:8123, found 'localhost:8123'
          url             | tcp://localhost:9000      | an address such as http://localhost:8123, found 'tcp://localhost:9000'
          url             | http://a b                | an address such as http://localhost:8123, found 'http://a b'
          url             | http://localhost:99999    | an address such as http://localhost:8123, found 'http://localhost:99999'
          url             | http://localhost?x=1      | an address such as http://localhost:8123, found 'http://localhost?x=1'
          url             | http://me:secret@host     | an address without credentials, found some: use 'user' and 'password'
          database        | a`b                       | letters, digits, '_', '-' and '.', 64 at most, found 'a`b'
          user            | ' '                       | a name, found none
          timeout         | 10                        | a duration from 1ms to 600s, such as 10s, found '10'
          timeout         | 0s                        | a duration from 1ms to 600s, such as 10s, found '0s'
          connect_timeout | 2h                        | a duration from 1ms to 600s, such as 10s, found '2h'
          max_delay       | 2m                        | a duration from 0ms to 60s, such as 10s, found '2m'
          compression     | lz4                       | false or true, found 'lz4'
          check           | none                      | all or columns, found 'none'
          """)
  void from_valueThatDoesNotFit_isRefusedByName(String key, String value, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> settings(key, value))
        .withMessage("sink 'archive': " + key + ": expected " + message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void from_malformedAddressWithAPassword_doesNotShowIt() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> settings("url", "http://me:top secret@host"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void from_halfAnIdentity_isRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> settings("url", "https://localhost", "client_key", "k.pem"))
        .withMessage(
            "sink 'archive': client_certificate: expected both of client_certificate and"
                + " client_key, found one of them");
  }

  @Test
  void from_certificatesWithoutEncryption_areRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> settings("ca_certificate", "ca.pem"))
        .withMessageContaining("url: expected an https address to use certificates with");
  }

  @Test
  void toString_always_hidesThePassword() {
    assertThat(settings("password", "top-secret").toString())
        .isEqualTo(
            "ClickHouseSettings[sink 'archive', http://localhost:8123/default, user default]");
  }
}

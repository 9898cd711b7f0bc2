package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalIdsTest {
  private static UUID id(
      String symbol, Timeframe timeframe, long bar, String name, String version) {
    Decision decision = Decisions.of(SignalType.BUY);
    decision.barTimeMillis = bar;
    new SignalIds(symbol, timeframe, name, version).apply(decision);
    return new UUID(decision.idHigh, decision.idLow);
  }

  /** RFC 9562, section 5.5, step by step. */
  private static UUID version5(UUID namespace, String name) throws NoSuchAlgorithmException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    byte[] digest = sha1.digest(utf8(name));
    digest[6] = (byte) (digest[6] & 0x0f | 0x50);
    digest[8] = (byte) (digest[8] & 0x3f | 0x80);
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  @Test
  void version5_exampleOfTheRfc_isThatOfThisTest() throws NoSuchAlgorithmException {
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assertThat(version5(dns, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @ParameterizedTest
  @CsvSource({
    "EURUSD, M5, 1760867700000, xgboost, 1.2.3",
    "BTC-USD, H1, 1760868000000, lightgbm, 2025.10",
    "X, W1, 4102444799999, modèle 🙂, 1",
    "EURUSD, M5, 0, xgboost, 1.2.3",
    "EURUSD, M5, -1, xgboost, 1.2.3"
  })
  void apply_decision_getsTheUuidOfItsNames(
      String symbol, Timeframe timeframe, long bar, String name, String version)
      throws NoSuchAlgorithmException {
    String text = String.join("\n", symbol, timeframe.code(), "" + bar, name, version);
    UUID expected = version5(UUID.fromString(SignalIds.NAMESPACE), text);
    assertThat(id(symbol, timeframe, bar, name, version)).isEqualTo(expected);
    assertThat(expected.version()).isEqualTo(5);
    assertThat(expected.variant()).isEqualTo(2);
  }

  @Test
  void apply_anyPartDiffers_givesAnotherId() {
    Set<UUID> ids = new HashSet<>();
    ids.add(id("EURUSD", Timeframe.M5, BAR, "xgboost", "1"));
    ids.add(id("EURUSX", Timeframe.M5, BAR, "xgboost", "1"));
    ids.add(id("EURUSD", Timeframe.M15, BAR, "xgboost", "1"));
    ids.add(id("EURUSD", Timeframe.M5, BAR + 1, "xgboost", "1"));
    ids.add(id("EURUSD", Timeframe.M5, BAR, "lightgbm", "1"));
    ids.add(id("EURUSD", Timeframe.M5, BAR, "xgboost", "2"));
    assertThat(ids).hasSize(6);
    assertThat(ids).contains(id("EURUSD", Timeframe.M5, BAR, "xgboost", "1"));
  }
}

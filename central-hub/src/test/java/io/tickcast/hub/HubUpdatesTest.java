package io.tickcast.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubUpdatesTest {
  private static final String ONE = "{\"operational\":{}}";
  private static final String BAD = "bad";

  @TempDir private Path folder;
  private final List<String> applied = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  private HubUpdates updates() {
    return new HubUpdates(
        new LastGoodCopy(folder, 1 << 20),
        document -> {
          if (document.config().startsWith(BAD)) {
            throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, document.config());
          }
          applied.add(document.version().text());
        },
        (version, why) -> refused.add(version + ": " + why));
  }

  private static HubDocument document(String config, String version) {
    return new HubDocument(config, new HubVersion(version), false);
  }

  @Test
  void take_sameVersionAgain_isAppliedOnce() {
    HubUpdates updates = updates();
    updates.take(document(ONE, "7"));
    updates.take(document(ONE, "7"));
    assertThat(applied).containsExactly("7");
    assertThat(updates.version()).isEqualTo("7");
    assertThat(refused).isEmpty();
  }

  @Test
  void take_olderVersion_isRefusedUnlessForced() {
    HubUpdates updates = updates();
    updates.take(document(ONE, "10"));
    updates.take(document(ONE + " ", "9"));
    assertThat(updates.version()).isEqualTo("10");
    assertThat(refused)
        .containsExactly("9: version: expected 10 or a later one, found 9, which is not forced");
    updates.take(new HubDocument(ONE + " ", new HubVersion("9"), true));
    assertThat(updates.version()).isEqualTo("9");
    updates.take(document(ONE, "10"));
    assertThat(applied).containsExactly("10", "9", "10");
  }

  @Test
  void take_oneVersionWithTwoContents_isRefused() {
    HubUpdates updates = updates();
    updates.take(document(ONE, "7"));
    updates.take(document(ONE + " ", "7"));
    assertThat(applied).containsExactly("7");
    assertThat(refused).singleElement().asString().contains("for other settings, found the same");
  }

  @Test
  void take_badUpdateAgainAndAgain_isRefusedOnceAndTriedAgain() {
    HubUpdates updates = updates();
    updates.take(document(ONE, "7"));
    updates.take(document(BAD, "8"));
    updates.take(document(BAD, "8"));
    assertThat(refused).containsExactly("8: bad");
    updates.take(document(BAD + " otherwise", "8"));
    assertThat(refused).hasSize(2);
    updates.take(document(ONE, "8"));
    assertThat(updates.version()).isEqualTo("8");
  }

  @Test
  void begin_afterARestart_appliesTheLastGoodOne() {
    HubUpdates first = updates();
    first.take(document(ONE, "7"));
    first.take(document(BAD, "8"));
    HubUpdates second = updates();
    assertThat(second.begin()).isTrue();
    assertThat(applied).containsExactly("7", "7");
    assertThat(second.version()).isEqualTo("7");
    second.take(document(ONE, "6"));
    assertThat(second.version()).isEqualTo("7");
    assertThat(refused).hasSize(2);
  }

  @Test
  void begin_copyThatIsDamaged_goesOnWithoutIt() throws IOException {
    updates().take(document(ONE, "7"));
    Files.writeString(folder.resolve("config.json"), "damaged");
    HubUpdates second = updates();
    assertThat(second.begin()).isFalse();
    assertThat(second.version()).isEmpty();
    second.take(document(ONE, "1"));
    assertThat(second.version()).isEqualTo("1");
  }

  @Test
  void begin_copyThatDoesNotFitAnyMore_isTriedAgainWhenTheHubGivesIt() {
    new LastGoodCopy(folder, 1 << 20).write(document(BAD, "7"));
    HubUpdates updates = updates();
    assertThat(updates.begin()).isFalse();
    assertThat(refused).containsExactly("7: bad");
    updates.take(document(BAD, "7"));
    assertThat(applied).isEmpty();
    updates.take(document(ONE, "8"));
    assertThat(applied).containsExactly("8");
  }

  @Test
  void take_copyThatCanNotBeWritten_isInForceAllTheSame() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    HubUpdates updates =
        new HubUpdates(
            new LastGoodCopy(file, 1 << 20),
            document -> applied.add(document.version().text()),
            (version, why) -> refused.add(why));
    updates.take(document(ONE, "7"));
    assertThat(updates.version()).isEqualTo("7");
    assertThat(refused).isEmpty();
  }
}

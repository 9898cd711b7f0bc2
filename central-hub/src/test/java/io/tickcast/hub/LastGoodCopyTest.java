package io.tickcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodCopyTest {
  private static final HubDocument DOCUMENT =
      new HubDocument("{\"operational\":{}}", new HubVersion("7"), false);

  @TempDir private Path folder;

  private LastGoodCopy copy() {
    return new LastGoodCopy(folder.resolve("hub"), 1 << 20);
  }

  private Path file() {
    return folder.resolve("hub/config.json");
  }

  @Test
  void read_nothing_isEmpty() {
    assertThat(copy().read()).isEmpty();
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    copy().write(DOCUMENT);
    copy().write(new HubDocument("{}", new HubVersion("8"), true));
    assertThat(copy().read()).contains(new HubDocument("{}", new HubVersion("8"), false));
    assertThat(folder.resolve("hub")).isDirectoryContaining("glob:**config.json");
  }

  @Test
  void read_fileThatIsDamaged_isRefusedAtEveryByte() throws IOException {
    copy().write(DOCUMENT);
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file(), damaged);
      assertRefused();
      Files.write(file(), Arrays.copyOf(whole, i));
      assertRefused();
    }
  }

  private void assertRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> copy().read())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
  }

  @Test
  void write_folderThatIsAFile_isRefused() throws IOException {
    Files.writeString(folder.resolve("hub"), "");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> copy().write(DOCUMENT))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }
}

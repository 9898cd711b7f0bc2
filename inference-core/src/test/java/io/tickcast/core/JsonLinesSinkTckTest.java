package io.tickcast.core;

import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.SignalSinkTck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTckTest extends SignalSinkTck {
  @TempDir Path folder;

  @Override
  protected SignalSinkProvider provider() {
    return new JsonLinesSinkProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("file", file().toString());
  }

  @Override
  protected List<byte[]> readBack() throws IOException {
    return Files.readAllLines(file()).stream()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of("{\n}".getBytes(StandardCharsets.UTF_8));
  }

  private Path file() {
    return folder.resolve("records.jsonl");
  }
}

package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.Delivery;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.JournalSettings;
import io.tickcast.core.RecordedSource;
import io.tickcast.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {
  private static final int REFUSED = 3;

  @TempDir private Path folder;
  private String journal = "";
  private String config = "";

  /** An archive that refuses the first signals for good. */
  private static final class Picky implements SignalSink {
    private int refused;

    @Override
    public Delivery delivery() {
      return Delivery.ARCHIVE;
    }

    @Override
    public Set<RecordKind> kinds() {
      return Set.of(RecordKind.SIGNAL);
    }

    @Override
    public void open() {}

    @Override
    public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
      for (int i = 0; i < batch.size() && refused < REFUSED; i++) {
        refusals.refuse(i, "Code: 27, cannot parse input");
        refused++;
      }
      return batch.size();
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void refuse() throws Exception {
    Path kept = folder.resolve("journal");
    journal = kept.toString();
    RecordedSource source = DemoAssets.bars();
    try (InferenceEngine engine =
        InferenceEngine.builder()
            .source("recording", source)
            .clock(source.clock())
            .sink("audit", new Picky())
            .journal(
                JournalSettings.of(new JournalConfig(kept, 1 << 22, 1L << 28, 1 << 21, 1 << 20, 0)))
            .build()) {
      engine.serve(engine.loadModel(DemoAssets.model()), DemoAssets.SYMBOL, DemoAssets.TIMEFRAME);
      engine.open();
      for (int i = 0; i < 2 * REFUSED; i++) {
        engine.runOnce();
      }
    }
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "sinks:\n  - {name: audit, type: jsonl, file: audit.jsonl}\ndata: .\n");
    config = file.toString();
  }

  private JsonNode letters() throws IOException {
    Cli.Result list = Cli.run("journal", "dead-letters", journal, "--json");
    return new ObjectMapper().readTree(list.succeeded().out()).get("dead_letters");
  }

  @Test
  void list_refusedRecords_showsEachWithItsReason() throws IOException {
    List<String> lines = Cli.run("journal", "dead-letters", journal).succeeded().lines();
    assertThat(lines).hasSize(REFUSED + 1);
    assertThat(lines.get(0))
        .contains("audit", "signal", "EURUSD 1h", "Code: 27, cannot parse input");
    assertThat(lines.get(REFUSED)).isEqualTo("3 dead letters");
    assertThat(letters()).hasSize(REFUSED);
    assertThat(Cli.run("journal", "dead-letters", journal, "--sink", "other").lines())
        .containsExactly("no dead letters");
  }

  @Test
  void resend_mendedSink_getsTheSameBytesAndNothingIsLeft() throws IOException {
    JsonNode before = letters();
    Cli.Result result = Cli.run("journal", "dead-letters", journal, "--resend", "--config", config);
    assertThat(result.succeeded().lines()).containsExactly("3 sent again, 0 refused again");
    List<String> audit = Files.readAllLines(folder.resolve("audit.jsonl"));
    assertThat(audit).hasSize(REFUSED);
    for (int i = 0; i < REFUSED; i++) {
      assertThat(audit.get(i)).contains(before.get(i).get("id").asText());
      assertThat(audit.get(i)).contains(before.get(i).get("value").asText());
    }
    assertThat(letters()).isEmpty();
  }

  @Test
  void resend_oneNumber_leavesTheOthers() throws IOException {
    String second = letters().get(1).get("number").asText();
    Cli.run("journal", "dead-letters", journal, "--resend", "--number", second, "--config", config)
        .succeeded();
    assertThat(letters()).hasSize(REFUSED - 1);
  }

  @Test
  void resend_sinkThatIsNotConfigured_isRefusedByName() throws IOException {
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other, "sinks:\n  - {name: archive, type: jsonl, file: other.jsonl}\ndata: .\n");
    Cli.run("journal", "dead-letters", journal, "--resend", "--config", other.toString())
        .failed(1, "expected the sink 'audit'", "found [archive]");
    assertThat(letters()).hasSize(REFUSED);
  }
}

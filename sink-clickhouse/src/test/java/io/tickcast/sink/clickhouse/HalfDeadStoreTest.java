package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens between store and server, a call ends, and what it gives is whole. */
@ExtendWith(SharedServer.class)
class HalfDeadStoreTest {
  private final Archive archive;
  private final Shelf shelf;
  private final byte[] model = new byte[300_000];
  private TcpProxy proxy;
  private CheckpointStore store;
  private CheckpointRef ref;

  HalfDeadStoreTest(Archive archive) {
    this.archive = archive.initialized();
    this.shelf = new Shelf(archive);
  }

  @BeforeEach
  void connect() {
    new Random(3).nextBytes(model);
    shelf
        .model("7")
        .with("model_type", "xgboost")
        .with("model_version", "1")
        .content(model)
        .insert();
    proxy = TcpProxy.to(archive.server.port());
    store =
        shelf
            .with("url", "http://127.0.0.1:" + proxy.port())
            .with("timeout", "400ms")
            .with("load_timeout", "400ms")
            .store();
    CheckpointStore patient = shelf.with("timeout", "20s").with("load_timeout", "20s").store();
    List<CheckpointRef> found = patient.find(CheckpointQuery.any());
    patient.close();
    assertThat(found).hasSize(1);
    ref = found.get(0);
  }

  @AfterEach
  void disconnect() {
    store.close();
    proxy.close();
  }

  @Test
  void findAndLoad_answersThatNeverCome_end() {
    proxy.stall();
    for (Runnable call :
        List.<Runnable>of(() -> store.find(CheckpointQuery.any()), () -> store.load(ref))) {
      assertUnavailable(call, "expected an answer within ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 100_000, 300_000})
  void load_answerThatBreaksOff_isNoModel(int bytes) {
    try (CheckpointStore patient = shelf.store()) {
      ModelArtifact whole = patient.load(ref);
      assertThat(whole.content().remaining()).isEqualTo(model.length);
      proxy.cutAfter(Direction.TO_CLIENT, bytes);
      assertUnavailable(() -> patient.load(ref), "");
      proxy.restore();
      assertThat(patient.load(ref).sha256()).isEqualTo(ModelArtifact.sha256(model));
    }
  }

  @Test
  void find_always_isOneStatementATableWithoutModels() {
    try (Relayed relay = new Relayed(archive.server.url(), "");
        CheckpointStore relayed = shelf.with("url", relay.url()).store()) {
      assertThat(relayed.find(CheckpointQuery.any())).hasSize(1);
      assertThat(relay.statements("groupArray")).hasSize(2).noneMatch(it -> it.contains("_binary"));
      relayed.find(CheckpointQuery.any());
      assertThat(relay.statements("groupArray")).hasSize(4);
      assertThat(relay.statements("system.columns")).hasSize(2);
    }
  }

  private static void assertUnavailable(Runnable call, String words) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
  }
}

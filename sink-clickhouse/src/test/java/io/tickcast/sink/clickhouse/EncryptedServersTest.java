package io.tickcast.sink.clickhouse;

import static io.tickcast.sink.clickhouse.WrongServersTest.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.servers.Certificates;
import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import io.tickcast.sink.clickhouse.FakeServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServer.class)
class EncryptedServersTest {
  private static final String NOT_TRUSTED =
      "url: expected an encrypted connection that can be trusted at ";
  @TempDir static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void certify() {
    certificates = Certificates.create(folder);
  }

  private static FakeServer server(Path keyStore) throws IOException, GeneralSecurityException {
    return FakeServer.encrypted(
        keyStore, certificates.password(), request -> new Answer(404, Map.of(), "not here"));
  }

  @Test
  void write_certificateOfAStranger_isRefusedUntilItsAuthorityIsTrusted(Archive archive)
      throws Exception {
    try (FakeServer server = server(certificates.serverKeyStore())) {
      archive.with("url", server.url());
      assertFailure(archive, ErrorCode.EXTERNAL_MISMATCH, NOT_TRUSTED + server.url());
      archive.with("ca_certificate", certificates.authority().toString());
      assertFailure(archive, ErrorCode.EXTERNAL_MISMATCH, "found HTTP status 404");
    }
  }

  @Test
  void write_certificateOfAnotherHost_isRefused(Archive archive) throws Exception {
    archive.with("ca_certificate", certificates.authority().toString());
    try (FakeServer server = server(certificates.clientKeyStore())) {
      archive.with("url", server.url());
      assertFailure(archive, ErrorCode.EXTERNAL_MISMATCH, NOT_TRUSTED + server.url());
    }
  }

  @Test
  void write_encryptionToAPlainServer_saysSo(Archive archive) {
    String url = archive.server.url().replace("http:", "https:");
    assertFailure(archive.with("url", url), ErrorCode.EXTERNAL_MISMATCH, NOT_TRUSTED + url);
  }

  @Test
  void open_certificateThatIsNone_isRefusedAtOnce(Archive archive) throws IOException {
    archive.with("url", "https://localhost:1");
    Path missing = folder.resolve("missing.pem");
    archive.with("ca_certificate", missing.toString());
    assertThat(catchThrowableOfType(InferenceException.class, archive::openSink))
        .hasMessageContaining("sink 'archive': ca_certificate: expected a file to read, found no");
    assertThat(catchThrowableOfType(InferenceException.class, () -> archive.schema().check()))
        .hasMessageContaining("sink 'archive': ca_certificate: expected a file to read, found no");
    Files.writeString(missing, "this is no certificate");
    assertThat(catchThrowableOfType(InferenceException.class, archive::openSink))
        .hasMessageContaining("expected an address and certificates to connect with, found: ");
  }

  @Test
  void insert_encryptedServerThatReadsNoMore_endsInTheMiddleOfTheBody(Archive archive)
      throws Exception {
    archive.with("ca_certificate", certificates.authority().toString());
    String large = Samples.signalJson(1).replace("xgboost\"", "x".repeat(12 << 20) + "\"");
    try (FakeServer server = server(certificates.serverKeyStore());
        TcpProxy proxy = TcpProxy.to(server.port())) {
      archive.with("url", "https://127.0.0.1:" + proxy.port());
      Verdicts verdicts = new Verdicts();
      try (ClickHouseLink link =
          new ClickHouseLink(ArchiveSettings.from(archive.config()).server())) {
        TableWriter writer = new TableWriter(link, verdicts, () -> {});
        Row small = row(Samples.signalJson(1));
        assertThat(insertFailure(link, writer, small)).hasMessageContaining("HTTP status 404");
        proxy.stall(Direction.TO_SERVER);
        assertThat(insertFailure(link, writer, row(large)))
            .hasMessageContaining("expected an answer within 500 ms");
        proxy.restore();
        assertThat(insertFailure(link, writer, small)).hasMessageContaining("HTTP status 404");
        assertThat(verdicts.isOpen(small.id())).isTrue();
      }
    }
  }

  private static Row row(String json) {
    return new Row(new RecordId(RecordKind.SIGNAL, 1, 2, 3), Samples.bytes(json));
  }

  private static InferenceException insertFailure(
      ClickHouseLink link, TableWriter writer, Row row) {
    try (Deadline deadline = link.deadline(Duration.ofMillis(500))) {
      return catchThrowableOfType(
          InferenceException.class,
          () -> writer.write(ArchiveTable.SIGNALS, List.of(row), deadline));
    }
  }
}

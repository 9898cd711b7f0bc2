package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.sink.clickhouse.FakeServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong setting is one clear line: which setting, what was expected, what was found. */
@ExtendWith(SharedServer.class)
class WrongServersTest {
  static InferenceException failure(Archive archive) {
    try (SignalSink sink = archive.openSink()) {
      InferenceException failure =
          catchThrowableOfType(
              InferenceException.class, () -> Archive.writeAll(sink, Samples.both(0, 2)));
      assertThat(failure).isNotNull();
      assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(500);
      assertThat(sink.detail()).isEqualTo(failure.getMessage());
      return failure;
    }
  }

  static void assertFailure(Archive archive, ErrorCode code, String message) {
    InferenceException failure = failure(archive);
    assertThat(failure.getMessage()).contains(message);
    assertThat(failure.code()).isEqualTo(code);
    InferenceException checked =
        catchThrowableOfType(InferenceException.class, () -> archive.schema().check());
    assertThat(checked).hasMessageContaining(message);
  }

  @Test
  void write_wrongPassword_namesUserAndSettingWithoutThePassword(Archive archive) {
    try (ClickHouseServer server =
        ClickHouseServer.start(new ClickHouseOptions().login("writer", "right-one"))) {
      Archive locked = new Archive(server, "locked").with("user", "writer");
      assertFailure(
          locked.with("password", "wrong-one"),
          ErrorCode.EXTERNAL_MISMATCH,
          "user: expected that 'writer' may come in with the password at "
              + server.url()
              + "/locked, found writer: Authentication failed");
      assertThat(failure(locked).toString()).doesNotContain("wrong-one");
      try (SignalSink sink = locked.with("password", "right-one").initialized().openSink()) {
        assertThat(Archive.writeAll(sink, Samples.both(0, 2))).isEmpty();
      }
    }
  }

  @Test
  void write_nobodyThere_saysThatThereIsNoConnection(Archive archive) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertFailure(
        archive.with("url", "http://127.0.0.1:" + port),
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "url: expected a ClickHouse server at http://127.0.0.1:" + port + ", found no connection");
  }

  @Test
  void write_serverThatTakesNoConnection_endsInTheTimeForThat(Archive archive) throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        waiting.add(channel);
        channel.configureBlocking(false);
        channel.connect(full.getLocalSocketAddress());
      }
      String url = "http://127.0.0.1:" + full.getLocalPort();
      assertFailure(
          archive.with("url", url).with("connect_timeout", "200ms"),
          ErrorCode.EXTERNAL_UNAVAILABLE,
          "url: expected a connection within 200 ms at " + url + ", found none");
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void write_unknownHost_namesIt(Archive archive) {
    assertFailure(
        archive.with("url", "http://no-such-host.invalid"),
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "found no host 'no-such-host.invalid'");
  }

  @ParameterizedTest
  @CsvSource({
    "200,<html>Welcome</html>,EXTERNAL_MISMATCH,found one of something else",
    "200,'',EXTERNAL_MISMATCH,found one of something else",
    "404,Not found,EXTERNAL_MISMATCH,found HTTP status 404",
    "302,Elsewhere,EXTERNAL_MISMATCH,found one of something else",
    "503,Busy,EXTERNAL_UNAVAILABLE,found HTTP status 503",
    "502,Bad gateway,EXTERNAL_UNAVAILABLE,found HTTP status 502"
  })
  void write_otherHttpServer_isNotTakenForClickHouse(
      int status, String body, ErrorCode code, String found, Archive archive) {
    try (FakeServer server = FakeServer.start(request -> new Answer(status, Map.of(), body))) {
      assertFailure(archive.with("url", server.url()), code, found);
    }
  }

  @Test
  void write_serverThatCannotDecompress_saysWhatItSaid(Archive archive) {
    archive.initialized().with("compression", "true");
    if (!archive.server.isLibrary()) {
      try (SignalSink sink = archive.openSink()) {
        assertThat(Archive.writeAll(sink, Samples.both(0, 2))).isEmpty();
      }
      return;
    }
    assertThat(failure(archive))
        .hasMessageContaining("decompress")
        .extracting(InferenceException::code)
        .isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
  }
}

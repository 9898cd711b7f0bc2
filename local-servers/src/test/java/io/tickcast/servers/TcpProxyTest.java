package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.InferenceException;
import io.tickcast.servers.EchoServer.End;
import io.tickcast.servers.TcpProxy.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SHORT_MILLIS = 100;

  private EchoServer server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = EchoServer.start();
    proxy = TcpProxy.to(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hear(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private static void assertEchoes(Socket socket, String text) throws IOException {
    say(socket, text);
    assertThat(hear(socket, text.length())).isEqualTo(text);
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SHORT_MILLIS);
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> socket.getInputStream().read());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private End end() throws InterruptedException {
    End end = server.ends().poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(end).isNotNull();
    return end;
  }

  @Test
  void forward_muchData_arrivesUnchangedAndIsCounted() throws Exception {
    byte[] sent = new byte[5_000_000];
    new Random(1).nextBytes(sent);
    try (Socket socket = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();
      assertThat(Arrays.equals(socket.getInputStream().readAllBytes(), sent)).isTrue();
      writer.join();
    }
    assertThat(end()).isEqualTo(new End(sent.length, false));
    assertThat(proxy.bytesPassed(Direction.TO_SERVER)).isEqualTo(sent.length);
    assertThat(proxy.bytesPassed(Direction.TO_CLIENT)).isEqualTo(sent.length);
    await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void delay_data_comesLaterAndInOrder() throws IOException {
    try (Socket socket = connect()) {
      assertEchoes(socket, "before");
      proxy.delay(Duration.ofHours(1));
      say(socket, "held");
      assertSilent(socket);
      proxy.restore();
      say(socket, " and after");
      assertThat(hear(socket, 14)).isEqualTo("held and after");
      proxy.delay(Duration.ofMillis(20));
      assertEchoes(socket, "a little later");
    }
  }

  @Test
  void stall_openAndNewConnections_areSilentUntilRestored() throws IOException {
    try (Socket open = connect()) {
      assertEchoes(open, "before");
      proxy.stall();
      say(open, "one");
      try (Socket later = connect()) {
        say(later, "two");
        assertSilent(open);
        assertSilent(later);
        proxy.restore();
        assertThat(hear(open, 3)).isEqualTo("one");
        assertThat(hear(later, 3)).isEqualTo("two");
      }
    }
  }

  @Test
  void stall_ofAnswers_letsRequestsThrough() throws IOException {
    try (Socket socket = connect()) {
      proxy.stall(Direction.TO_CLIENT);
      say(socket, "order");
      await().untilAsserted(() -> assertThat(proxy.bytesPassed(Direction.TO_SERVER)).isEqualTo(5));
      assertSilent(socket);
      assertThat(proxy.bytesPassed(Direction.TO_CLIENT)).isZero();
      proxy.restore();
      assertThat(hear(socket, 5)).isEqualTo("order");
    }
  }

  @Test
  void reset_openConnections_breaksBothEndsAndTakesNewOnes() throws Exception {
    try (Socket socket = connect()) {
      assertEchoes(socket, "before");
      proxy.reset();
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> socket.getInputStream().read())
          .withMessageContaining("reset");
      assertThat(end()).isEqualTo(new End(6, true));
      assertThat(proxy.connections()).isZero();
    }
    try (Socket again = connect()) {
      assertEchoes(again, "after");
    }
  }

  @Test
  void halfClose_openConnection_endsAnswersAndPassesRequests() throws Exception {
    try (Socket socket = connect()) {
      assertEchoes(socket, "before");
      proxy.halfClose();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      say(socket, "still heard");
      socket.shutdownOutput();
      assertThat(end()).isEqualTo(new End(17, false));
    }
    await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
  }

  @Test
  void cutAfter_bytesToServer_passesExactlyThose() throws Exception {
    try (Socket socket = connect()) {
      assertEchoes(socket, "before");
      proxy.cutAfter(Direction.TO_SERVER, 4);
      say(socket, "0123456789");
      assertThat(end()).isEqualTo(new End(10, false));
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> socket.getInputStream().readAllBytes());
    }
    try (Socket again = connect()) {
      assertEchoes(again, "all of it passes again");
    }
  }

  @Test
  void cutAfter_bytesToClient_losesTheRestOfTheAnswer() throws Exception {
    try (Socket socket = connect()) {
      proxy.cutAfter(Direction.TO_CLIENT, 3);
      say(socket, "answer");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("ans");
      assertThat(end().bytes()).isEqualTo(6);
    }
  }

  @Test
  void cutAfter_zero_losesAllOfTheNextAnswer() throws Exception {
    try (Socket socket = connect()) {
      proxy.cutAfter(Direction.TO_CLIENT, 0);
      say(socket, "answer");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(end().bytes()).isEqualTo(6);
    }
  }

  @Test
  void refuse_newConnections_openOnesStay() throws IOException {
    try (Socket open = connect()) {
      assertEchoes(open, "before");
      proxy.refuse();
      assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
      assertEchoes(open, "still open");
      proxy.restore();
      try (Socket again = connect()) {
        assertEchoes(again, "after");
      }
    }
  }

  @Test
  void forward_noServer_resetsTheClient() throws IOException {
    server.close();
    try (Socket socket = connect()) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(
              () -> {
                say(socket, "hello");
                hear(socket, 1);
              });
    }
  }

  @Test
  void forwardTo_otherServer_takesLaterConnections() throws Exception {
    try (EchoServer other = EchoServer.start()) {
      proxy.forwardTo(other.port());
      try (Socket socket = connect()) {
        assertEchoes(socket, "there");
      }
      assertThat(other.ends().poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
          .isEqualTo(new End(5, false));
    }
  }

  @Test
  void close_proxy_breaksConnectionsAndTakesNoMoreCommands() throws IOException {
    try (Socket socket = connect()) {
      assertEchoes(socket, "before");
      proxy.close();
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> socket.getInputStream().read());
    }
    assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(proxy::reset)
        .withMessageContaining("found it closed");
  }
}

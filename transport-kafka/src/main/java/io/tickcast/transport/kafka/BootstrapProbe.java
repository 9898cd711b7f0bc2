package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers of {@code bootstrap_servers} whether they are Kafka, before Kafka's client does.
 *
 * <p>That client takes the first four bytes of any answer for a length and allocates as much: the
 * alert of a TLS server costs 352 MB, an HTTP server's {@code HTTP} 1.2 GB. <i>Confined</i>, but
 * for {@link #cancel}.
 */
final class BootstrapProbe {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 0x7469636b;
  private static final int LONGEST_ANSWER = 1 << 16;
  private static final int HEAD_BYTES = 8;
  private static final byte TLS_ALERT = 0x15;
  private static final byte TLS_MAJOR = 3;
  private static final byte[] HTTP = "HTTP".getBytes(StandardCharsets.US_ASCII);

  private final SinkSettings settings;
  private volatile @Nullable Socket open;
  private volatile boolean cancelled;

  BootstrapProbe(SinkSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns when one of the servers may be asked by Kafka's client and none must not.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when none answers, (EXTERNAL_MISMATCH) when
   *     one answers that is no Kafka broker, or speaks another protocol than {@code
   *     security_protocol} says
   */
  void run() {
    List<String> silent = new ArrayList<>();
    List<String> addresses = settings.addresses();
    for (String address : addresses) {
      try (Socket socket = connected(address)) {
        if (!settings.security().isEncrypted()) {
          requireKafka(answer(socket), address);
        }
      } catch (IOException e) {
        silent.add((addresses.size() > 1 ? "at " + address + " " : "") + reason(e));
      }
    }
    if (silent.size() == addresses.size()) {
      throw settings.failure(
          ErrorCode.EXTERNAL_UNAVAILABLE,
          "expected a Kafka broker, found " + String.join(", ", silent));
    }
  }

  /** Ends a run that another thread waits in. */
  void cancel() {
    cancelled = true;
    Socket socket = open;
    if (socket != null) {
      closeQuietly(socket);
    }
  }

  private Socket connected(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replace("[", "").replace("]", "");
    int port = Integer.parseInt(address.substring(colon + 1));
    IOException failure = new UnknownHostException(host);
    for (InetAddress resolved : InetAddress.getAllByName(host)) {
      Socket socket = new Socket();
      open = socket;
      try {
        if (cancelled) {
          throw new IOException("the sink was closed");
        }
        socket.connect(new InetSocketAddress(resolved, port), Math.toIntExact(CONNECT.toMillis()));
        socket.setSoTimeout(Math.toIntExact(ANSWER.toMillis()));
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        failure = e;
      }
    }
    throw failure;
  }

  /** Whether one of the servers is a Kafka broker that answers without TLS. */
  boolean speaksPlainly() {
    for (String address : settings.addresses()) {
      try (Socket socket = connected(address)) {
        if (isKafka(answer(socket))) {
          return true;
        }
      } catch (IOException e) {
        // What does not answer does not speak.
      }
    }
    return false;
  }

  /** Sends the one request that every broker answers before a login; the answer's beginning. */
  private byte[] answer(Socket socket) throws IOException {
    byte[] client = settings.clientId().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(14 + client.length);
    request.putInt(10 + client.length).putShort(API_VERSIONS).putShort((short) 0);
    request.putInt(CORRELATION).putShort((short) client.length).put(client);
    socket.getOutputStream().write(request.array());
    byte[] head = socket.getInputStream().readNBytes(HEAD_BYTES);
    if (head.length == 0) {
      throw new EOFException();
    }
    return head;
  }

  private static boolean isKafka(byte[] head) {
    ByteBuffer answer = ByteBuffer.wrap(head);
    return head.length == HEAD_BYTES
        && answer.getInt(0) >= HEAD_BYTES
        && answer.getInt(0) <= LONGEST_ANSWER
        && answer.getInt(4) == CORRELATION;
  }

  private void requireKafka(byte[] head, String address) {
    if (!isKafka(head)) {
      throw settings.failure(
          ErrorCode.EXTERNAL_MISMATCH,
          "expected a Kafka broker that speaks "
              + settings.security().protocol()
              + " (option security_protocol), found at "
              + address
              + " "
              + described(head));
    }
  }

  private static String described(byte[] head) {
    if (head[0] == TLS_ALERT && head.length > 1 && head[1] == TLS_MAJOR) {
      return "a server that speaks TLS";
    }
    if (Arrays.equals(Arrays.copyOf(head, HTTP.length), HTTP)) {
      return "a server that speaks HTTP";
    }
    return "an answer that begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(head);
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "nothing that listens";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer within " + OptionReader.inWords(ANSWER);
    }
    if (e instanceof UnknownHostException) {
      return "no host of that name";
    }
    if (e instanceof EOFException) {
      return "a connection that was closed without an answer";
    }
    return OneLine.of(e);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }
}

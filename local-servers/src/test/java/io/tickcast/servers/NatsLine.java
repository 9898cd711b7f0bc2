package io.tickcast.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/** A client of NATS that speaks the protocol line by line. <i>Confined.</i> */
final class NatsLine implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final String info;

  private NatsLine(Socket socket, String info) {
    this.socket = socket;
    this.info = info;
  }

  /** Connects and reads the greeting. */
  static NatsLine open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new NatsLine(socket, read(socket));
  }

  /** Goes on encrypted, as the greeting asked for. */
  NatsLine encrypted(SSLSocketFactory factory) throws IOException {
    Socket over = factory.createSocket(socket, "localhost", socket.getPort(), true);
    return new NatsLine(over, info);
  }

  String info() {
    return info;
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  NatsLine say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String hear() throws IOException {
    return read(socket);
  }

  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = in.read();
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.tickcast.transport.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback that is no Kafka broker; serves one connection after the other. */
final class WrongServer implements AutoCloseable {
  /** What it does with a connection. */
  interface Answer {
    void to(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  private WrongServer(ServerSocket listener, Answer answer) {
    this.listener = listener;
    this.thread = new Thread(() -> serve(answer), "wrong-server");
    thread.setDaemon(true);
    thread.start();
  }

  static WrongServer start(Answer answer) {
    try {
      return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WrongServer start(ServerSocket listener, Answer answer) {
    return new WrongServer(listener, answer);
  }

  /** Sends back what it gets. */
  static WrongServer echo() {
    return start(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  /** Takes connections and says nothing. */
  static WrongServer silent() {
    return start(socket -> socket.getInputStream().readAllBytes());
  }

  /** A port that nothing listens on. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Answer answer) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        open.add(socket);
        answer.to(socket);
      } catch (IOException e) {
        // The client has gone, or the test is over.
      } finally {
        open.removeIf(Socket::isClosed);
      }
    }
  }

  String address() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

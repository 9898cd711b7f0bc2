package io.tickcast.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends back what it gets, and remembers how much that was and how each connection ended. */
final class EchoServer implements AutoCloseable {
  /**
   * The end of a connection.
   *
   * @param bytes that came before it
   * @param reset whether it was a reset, else an end of the stream
   */
  record End(long bytes, boolean reset) {}

  private final ServerSocket listener;
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private final Thread accepting;

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
    this.accepting = daemon("echo-accept", this::accept);
  }

  static EchoServer start() throws IOException {
    EchoServer server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    server.accepting.start();
    return server;
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  int port() {
    return listener.getLocalPort();
  }

  BlockingQueue<End> ends() {
    return ends;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        daemon("echo-" + socket.getPort(), () -> echo(socket)).start();
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void echo(Socket socket) {
    long bytes = 0;
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        bytes += count;
        socket.getOutputStream().write(buffer, 0, count);
        count = in.read(buffer);
      }
      ends.add(new End(bytes, false));
    } catch (IOException e) {
      ends.add(new End(bytes, true));
    }
  }

  /** A thread that waits in accept may take one more connection until it has heard of the end. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

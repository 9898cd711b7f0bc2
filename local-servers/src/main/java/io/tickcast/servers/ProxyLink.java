package io.tickcast.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection of a client through the proxy to the server. <i>Confined.</i> */
final class ProxyLink {
  private static final int DRAIN = 16 * 1024;

  private final SocketChannel client;
  private final SocketChannel server;
  private final SelectionKey clientKey;
  private final SelectionKey serverKey;
  private final ProxyWay wayToServer;
  private final ProxyFlow toServer;
  private final ProxyWay wayToClient;
  private final ProxyFlow toClient;
  private boolean cut;
  private boolean closed;

  private ProxyLink(
      SocketChannel client, SocketChannel server, Selector selector, ProxyWay there, ProxyWay back)
      throws IOException {
    this.client = client;
    this.server = server;
    this.wayToServer = there;
    this.wayToClient = back;
    this.toServer = new ProxyFlow(client, server, there);
    this.toClient = new ProxyFlow(server, client, back);
    this.clientKey = client.register(selector, 0);
    this.serverKey = server.register(selector, 0);
  }

  /** Takes a client, and begins to connect to the server. */
  static ProxyLink open(
      SocketChannel client, int target, Selector selector, ProxyWay there, ProxyWay back)
      throws IOException {
    SocketChannel server = SocketChannel.open();
    client.configureBlocking(false);
    server.configureBlocking(false);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ProxyLink link = new ProxyLink(client, server, selector, there, back);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      link.reset();
    }
    return link;
  }

  /** Moves what can be moved now, both ways. An error of one end is passed on to the other. */
  void move(long now) {
    if (closed) {
      return;
    }
    try {
      if (cut) {
        drain();
      } else {
        forward(now);
      }
      if (!closed) {
        watch(clientKey, client, toServer, toClient, now);
        watch(serverKey, server, toClient, toServer, now);
      }
    } catch (IOException e) {
      reset();
    }
  }

  private void forward(long now) throws IOException {
    if (server.isConnectionPending() && !server.finishConnect()) {
      return;
    }
    if (!toServer.move(now)) {
      cut(wayToServer, client, server);
    } else if (!toClient.move(now)) {
      cut(wayToClient, server, client);
    } else if (toServer.isOver() && toClient.isOver()) {
      close();
    }
  }

  /**
   * The sender sees a reset. The receiver sees an end, because a reset could take from it what it
   * has not read yet.
   */
  private void cut(ProxyWay way, SocketChannel sender, SocketChannel receiver) throws IOException {
    way.bytesUntilCut = ProxyWay.NO_CUT;
    cut = true;
    receiver.shutdownOutput();
    sender.setOption(StandardSocketOptions.SO_LINGER, 0);
    sender.close();
  }

  private void drain() throws IOException {
    SocketChannel left = client.isOpen() ? client : server;
    int count = 1;
    while (count > 0) {
      count = left.read(ByteBuffer.allocate(DRAIN));
    }
    if (count < 0) {
      close();
    }
  }

  /** Says what a channel is waited for; after a cut one of the two is closed. */
  private void watch(
      SelectionKey key, SocketChannel channel, ProxyFlow reads, ProxyFlow writes, long now) {
    if (channel.isOpen()) {
      key.interestOps(cut ? SelectionKey.OP_READ : interest(channel, reads, writes, now));
    }
  }

  private static int interest(SocketChannel channel, ProxyFlow reads, ProxyFlow writes, long now) {
    if (channel.isConnectionPending()) {
      return SelectionKey.OP_CONNECT;
    }
    return (reads.wantsToRead() ? SelectionKey.OP_READ : 0)
        | (writes.wantsToWrite(now) ? SelectionKey.OP_WRITE : 0);
  }

  long nanosUntilDue(long now) {
    if (cut || server.isConnectionPending()) {
      return Long.MAX_VALUE;
    }
    return Math.min(toServer.nanosUntilDue(now), toClient.nanosUntilDue(now));
  }

  void halfClose() {
    try {
      toClient.shut();
    } catch (IOException e) {
      reset();
    }
  }

  void reset() {
    try {
      linger(client);
      linger(server);
    } finally {
      close();
    }
  }

  private static void linger(SocketChannel channel) {
    try {
      if (channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The other end was quicker: there is nobody left to be told.
    }
  }

  void close() {
    closed = true;
    closeQuietly(client);
    closeQuietly(server);
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }

  boolean isClosed() {
    return closed;
  }
}

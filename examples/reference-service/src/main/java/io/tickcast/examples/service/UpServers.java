package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * NATS, Kafka and ClickHouse on loopback, each on its usual port when that is free. They keep their
 * data in a folder, and end with this process at the latest. <i>Confined.</i>
 */
final class UpServers implements AutoCloseable {
  private static final int NATS_PORT = 4222;
  private static final int KAFKA_PORT = 9092;
  private static final int CLICKHOUSE_PORT = 8123;

  /** A signal goes first: what archives do late costs nothing. */
  private static final int ARCHIVES_NICENESS = 10;

  final NatsServer nats;
  final ClickHouseServer clickHouse;
  final KafkaServer kafka;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private UpServers(Path folder, Console console) throws IOException {
    opened.push(lock(folder));
    try {
      nats =
          kept(
              () ->
                  NatsServer.start(
                      new NatsOptions().preferredPort(NATS_PORT).folder(folder.resolve("nats"))));
      console.line("nats        " + nats.url() + ", nats-server " + nats.version());
      clickHouse =
          kept(
              () ->
                  ClickHouseServer.start(
                      new ClickHouseOptions()
                          .preferredPort(CLICKHOUSE_PORT)
                          .niceness(ARCHIVES_NICENESS)
                          .folder(folder.resolve("clickhouse"))));
      console.line("clickhouse  " + clickHouse.url() + ", " + clickHouse.engine());
      kafka =
          kept(
              () ->
                  KafkaServer.start(
                      new KafkaOptions()
                          .preferredPort(KAFKA_PORT)
                          .niceness(ARCHIVES_NICENESS)
                          .folder(folder.resolve("kafka"))));
      console.line("kafka       " + kafka.bootstrapServers() + ", Kafka " + kafka.version());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts all three, and says where each is.
   *
   * @param folder keeps their data; one at a time may use it
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when another one uses the folder, or a server
   *     does not start
   */
  static UpServers start(Path folder, Console console) throws IOException {
    Files.createDirectories(folder);
    return new UpServers(folder, console);
  }

  /** Held until the end of the process, however it ends. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isLocked(channel)) {
      return channel;
    }
    channel.close();
    throw new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected a folder of its own for what is kept, found another 'tickcast up' in '"
            + folder
            + "': end that one, or name another folder with --data");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private <S extends AutoCloseable> S kept(Supplier<S> start) {
    S server = start.get();
    opened.push(server);
    return server;
  }

  /** Ends them; what one can not do does not keep the others running. */
  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failure = new IllegalStateException("expected the servers to end, found " + e, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

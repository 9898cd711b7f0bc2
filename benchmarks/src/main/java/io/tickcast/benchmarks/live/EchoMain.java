package io.tickcast.benchmarks.live;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The peer: a process that publishes each message as it came, from the handler that the client
 * calls, which is the fastest normal way.
 */
public final class EchoMain {
  static final String READY = "echo is ready";

  private EchoMain() {}

  /**
   * Echoes until its parent is gone.
   *
   * @param args the address of the NATS server
   * @throws Exception when there is none
   */
  public static void main(String[] args) throws Exception {
    ParentWatch.start();
    Options options =
        Options.builder()
            .server(args[0])
            .connectionName("tickcast-bench-echo")
            .noReconnect()
            .build();
    Connection connection = Nats.connect(options);
    connection
        .createDispatcher(message -> connection.publish(Side.ECHO.answers, message.getData()))
        .subscribe(Side.ECHO.prefix + ".>");
    connection.flush(Duration.ofSeconds(5));
    System.out.println(READY);
    new CountDownLatch(1).await();
  }
}

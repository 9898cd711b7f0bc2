package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Which connection it is that stands. */
final class GenerationsTest {
  private final Generations generations = new Generations();
  private ServerInfo info = info("A", 5);

  private final Connection connection =
      (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("getServerInfo");
                return info;
              });

  private static ServerInfo info(String server, int client) {
    String number = client == 0 ? "" : ",\"client_id\":" + client;
    return new ServerInfo("{\"server_id\":\"" + server + "\",\"version\":\"2.10\"" + number + "}");
  }

  private long after(ServerInfo next) {
    info = next;
    return generations.of(connection);
  }

  @Test
  void of_serverSpeaksAgainOnTheSameConnection_staysTheSame() {
    long first = generations.of(connection);
    assertThat(after(info("A", 5))).isEqualTo(first);
  }

  @Test
  void of_anotherClientNumberOrServer_isAnother() {
    long first = generations.of(connection);
    long second = after(info("A", 6));
    assertThat(second).isGreaterThan(first);
    assertThat(after(info("B", 6))).isGreaterThan(second);
  }

  @Test
  void of_serverNumbersNobody_isAnotherWheneverItSpeaks() {
    long first = after(info("A", 0));
    assertThat(generations.of(connection)).isEqualTo(first);
    assertThat(after(info("A", 0))).isGreaterThan(first);
  }
}

package io.tickcast.transport.kafka;

import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One open broker for all tests that leave it alone; ends with the last of them. */
final class OpenBroker implements BeforeAllCallback, ParameterResolver {
  static final int MAX_MESSAGE_BYTES = 100_000;

  /** The broker with a client of it. */
  static final class Running implements AutoCloseable {
    final KafkaServer server =
        KafkaServer.start(
            new KafkaOptions()
                .setting("auto.create.topics.enable", "false")
                .setting("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
    final TestTopics topics = new TestTopics(server);

    /** What a sink needs to make a topic and write into it. */
    Map<String, String> options(String topic) {
      return Map.of(
          "bootstrap_servers", server.bootstrapServers(), "topic", topic, "create_topic", "true");
    }

    @Override
    public void close() {
      topics.close();
      server.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OpenBroker.class))
        .getOrComputeIfAbsent(Running.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Running resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }
}

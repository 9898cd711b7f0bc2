package io.tickcast.sink.clickhouse;

import io.tickcast.servers.ClickHouseServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real server for all tests of the run; each test that asks for an archive gets its own. */
final class SharedServer implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

  /** The server, and the number of archives that were made on it. */
  private record Running(ClickHouseServer server, AtomicInteger archives) implements AutoCloseable {
    static Running start() {
      return new Running(ClickHouseServer.start(), new AtomicInteger());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Archive.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
    return new Archive(running.server(), "archive_" + running.archives().incrementAndGet());
  }
}

package io.tickcast.store.s3;

import io.tickcast.servers.S3Server;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real server for all tests of the run; each test that asks for a bucket gets its own. */
final class SharedBucket implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedBucket.class);

  /** The server, and the number of buckets that were made on it. */
  private record Running(S3Server server, AtomicInteger buckets) implements AutoCloseable {
    static Running start() {
      return new Running(S3Server.start(), new AtomicInteger());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bucket.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
    String name = "bucket-" + running.buckets().incrementAndGet();
    running.server().createBucket(name);
    return new Bucket(running.server(), name);
  }
}

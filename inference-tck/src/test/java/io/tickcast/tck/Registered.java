package io.tickcast.tck;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.reference.MemorySinkProvider;
import io.tickcast.tck.reference.MemorySourceProvider;
import io.tickcast.tck.reference.MemoryStoreProvider;

/** Classes that ServiceLoader finds, and some that it does not, or should not. */
final class Registered {
  private Registered() {}

  /** Registered; does what a source provider under test does. */
  public static final class Source implements FeatureSourceProvider {
    private final FeatureSourceProvider provider;

    /** For ServiceLoader. */
    public Source() {
      this(new MemorySourceProvider());
    }

    Source(FeatureSourceProvider provider) {
      this.provider = provider;
    }

    @Override
    public String name() {
      return provider.name();
    }

    @Override
    public int spiVersion() {
      return provider.spiVersion();
    }

    @Override
    public FeatureSource create(ComponentConfig config) {
      return provider.create(config);
    }
  }

  /** Registered; does what a sink provider under test does. */
  public static final class Sink implements SignalSinkProvider {
    private final SignalSinkProvider provider;

    /** For ServiceLoader. */
    public Sink() {
      this(new MemorySinkProvider());
    }

    Sink(SignalSinkProvider provider) {
      this.provider = provider;
    }

    @Override
    public String name() {
      return provider.name();
    }

    @Override
    public int spiVersion() {
      return provider.spiVersion();
    }

    @Override
    public SignalSink create(ComponentConfig config) {
      return provider.create(config);
    }
  }

  /** Registered; does what a store provider under test does. */
  public static final class Store implements CheckpointStoreProvider {
    private final CheckpointStoreProvider provider;

    /** For ServiceLoader. */
    public Store() {
      this(new MemoryStoreProvider());
    }

    Store(CheckpointStoreProvider provider) {
      this.provider = provider;
    }

    @Override
    public String name() {
      return provider.name();
    }

    @Override
    public int spiVersion() {
      return provider.spiVersion();
    }

    @Override
    public CheckpointStore create(ComponentConfig config) {
      return provider.create(config);
    }
  }

  /** Registered, and not public. */
  static final class HiddenSource extends MemorySourceProvider {
    /** Enough for ServiceLoader to find it. */
    public HiddenSource() {}
  }

  /** Registered, and not public. */
  static final class HiddenSink extends MemorySinkProvider {
    /** Enough for ServiceLoader to find it. */
    public HiddenSink() {}
  }

  /** Registered, and not public. */
  static final class HiddenStore extends MemoryStoreProvider {
    /** Enough for ServiceLoader to find it. */
    public HiddenStore() {}
  }

  /** Public, and in no META-INF/services. */
  public static final class UnregisteredSource extends MemorySourceProvider {
    /** A constructor that ServiceLoader never calls. */
    public UnregisteredSource() {}
  }

  /** Public, and in no META-INF/services. */
  public static final class UnregisteredSink extends MemorySinkProvider {
    /** A constructor that ServiceLoader never calls. */
    public UnregisteredSink() {}
  }

  /** Public, and in no META-INF/services. */
  public static final class UnregisteredStore extends MemoryStoreProvider {
    /** A constructor that ServiceLoader never calls. */
    public UnregisteredStore() {}
  }
}

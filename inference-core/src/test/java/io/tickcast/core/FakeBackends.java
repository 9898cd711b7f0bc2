package io.tickcast.core;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Backends as ServiceLoader finds them, sound and broken ones, and one that is told what to do. */
public final class FakeBackends {
  private FakeBackends() {}

  /** A backend that is told what to answer. */
  record Scripted(
      String name,
      Function<ModelArtifact, Probe> prober,
      BiFunction<ModelArtifact, LoadContext, Model> loader)
      implements ModelProvider {
    static Scripted answering(String name, Probe probe) {
      return new Scripted(name, artifact -> probe, (artifact, context) -> new FakeModel());
    }

    @Override
    public Probe probe(ModelArtifact artifact) {
      return prober.apply(artifact);
    }

    @Override
    public Model load(ModelArtifact artifact, LoadContext context) {
      return loader.apply(artifact, context);
    }
  }

  /** A model that is there and does nothing. */
  static final class FakeModel implements Model {
    @Override
    public ModelSignature signature() {
      throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public Predictor newPredictor() {
      throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public void close() {}
  }

  /** What the backends below have in common. */
  public abstract static class Base implements ModelProvider {
    @Override
    public Probe probe(ModelArtifact artifact) {
      return Probe.no();
    }

    @Override
    public Model load(ModelArtifact artifact, LoadContext context) {
      throw new UnsupportedOperationException("not asked for in these tests");
    }
  }

  /** A sound backend. */
  public static final class Good extends Base {
    @Override
    public String name() {
      return "good";
    }
  }

  /** Another class of the same name. */
  public static final class Rival extends Base {
    @Override
    public String name() {
      return "good";
    }
  }

  /** A constructor that throws. */
  public static final class Throwing extends Base {
    /** Throws. */
    public Throwing() {
      throw new IllegalStateException("no licence\nfound");
    }

    @Override
    public String name() {
      return "throwing";
    }
  }

  /** A constructor that lacks a library. */
  public static final class Unlinked extends Base {
    /** Throws. */
    public Unlinked() {
      throw new UnsatisfiedLinkError("libfoo.so");
    }

    @Override
    public String name() {
      return "unlinked";
    }
  }

  /** A name that throws. */
  public static final class Nameless extends Base {
    @Override
    public String name() {
      throw new AbstractMethodError("name");
    }
  }

  /** A name of another form. */
  public static final class Misnamed extends Base {
    @Override
    public String name() {
      return "Mis Named";
    }
  }

  /** A backend from the future. */
  public static final class Newer extends Base {
    @Override
    public String name() {
      return "newer";
    }

    @Override
    public int spiVersion() {
      return SPI_VERSION + 1;
    }
  }
}

package io.tickcast.tck;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.tck.reference.SoftmaxProvider;

/** Gives a provider under test a class that ServiceLoader finds. */
public final class RegisteredProvider implements ModelProvider {
  private final ModelProvider provider;

  /** For ServiceLoader. */
  public RegisteredProvider() {
    this(new SoftmaxProvider());
  }

  RegisteredProvider(ModelProvider provider) {
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
  public Probe probe(ModelArtifact artifact) {
    return provider.probe(artifact);
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    return provider.load(artifact, context);
  }
}

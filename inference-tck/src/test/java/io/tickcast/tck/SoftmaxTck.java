package io.tickcast.tck;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.reference.SoftmaxProvider;
import java.util.function.Supplier;

/** The suite about the provider that a test has put here; run by the launcher, one at a time. */
final class SoftmaxTck extends ModelProviderTck {
  static volatile Supplier<ModelProvider> subject = RegisteredProvider::new;
  static volatile boolean acceptsMissing = true;

  static Suites.Report run(Supplier<ModelProvider> provider, boolean withMissing) {
    subject = provider;
    acceptsMissing = withMissing;
    return Suites.run(SoftmaxTck.class);
  }

  @Override
  protected ModelProvider provider() {
    return subject.get();
  }

  @Override
  protected ModelArtifact artifact() {
    return SoftmaxProvider.artifact(acceptsMissing);
  }

  @Override
  protected GoldenRows golden() {
    return SoftmaxProvider.golden();
  }
}

package io.tickcast.examples.custombackend;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.core.ModelLoader;
import io.tickcast.tck.ModelProviderTck;
import java.nio.file.Path;
import java.util.Optional;

class LinearModelProviderTckTest extends ModelProviderTck {
  private static final Path FILE = Path.of("src/test/resources/linear_eurusd_1h_v1.0.0.linear");

  @Override
  protected ModelProvider provider() {
    return new LinearModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return ModelLoader.readFile(FILE, Optional.empty());
  }

  @Override
  protected GoldenRows golden() {
    return artifact().manifest().orElseThrow().golden().orElseThrow();
  }
}

package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

class XgboostJsonTckTest extends ModelProviderTck {
  private static final String STEM = "multi-softprob-3.2.0";

  @Override
  protected ModelProvider provider() {
    return new TreesModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return Golden.model(STEM, XgboostFormat.JSON);
  }

  @Override
  protected GoldenRows golden() {
    return Golden.of(STEM).rows();
  }
}

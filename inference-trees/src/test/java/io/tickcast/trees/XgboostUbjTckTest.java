package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

class XgboostUbjTckTest extends ModelProviderTck {
  private static final String STEM = "binary-exact-2.1.4";

  @Override
  protected ModelProvider provider() {
    return new TreesModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return Golden.model(STEM, XgboostFormat.UBJ);
  }

  @Override
  protected GoldenRows golden() {
    return Golden.of(STEM).rows();
  }
}

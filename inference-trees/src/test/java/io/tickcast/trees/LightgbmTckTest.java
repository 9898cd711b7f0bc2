package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

/** The contract of model providers, for LightGBM's text. */
class LightgbmTckTest extends ModelProviderTck {
  private static final String STEM = "multiclass-4.7.0";

  @Override
  protected ModelProvider provider() {
    return new TreesModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return LightgbmGolden.model(STEM);
  }

  @Override
  protected GoldenRows golden() {
    return LightgbmGolden.rows(LightgbmGolden.of(STEM));
  }
}

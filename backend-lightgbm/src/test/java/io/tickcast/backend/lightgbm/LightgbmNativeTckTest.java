package io.tickcast.backend.lightgbm;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

/** The contract of model providers, whole: damaged files and no allocation are part of it. */
class LightgbmNativeTckTest extends ModelProviderTck {
  private static final String STEM = "lightgbm/multiclass-4.7.0";

  @Override
  protected ModelProvider provider() {
    return new LightgbmNativeModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return Golden.model(STEM);
  }

  @Override
  protected GoldenRows golden() {
    return Golden.of(STEM).rows();
  }
}

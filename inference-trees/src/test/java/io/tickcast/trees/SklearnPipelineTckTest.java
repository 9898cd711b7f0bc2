package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

class SklearnPipelineTckTest extends ModelProviderTck {
  private static final String MODEL = "pipeline-imputer-1.5.2";

  @Override
  protected ModelProvider provider() {
    return new TreesModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return SklearnGolden.model(SklearnGolden.file(MODEL));
  }

  @Override
  protected GoldenRows golden() {
    return SklearnGolden.of(SklearnGolden.file(MODEL)).rows();
  }
}

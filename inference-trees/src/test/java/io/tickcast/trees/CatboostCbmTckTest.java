package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

class CatboostCbmTckTest extends ModelProviderTck {
  private static final String MODEL = "multiclass-strings-1.2.10.cbm";

  @Override
  protected ModelProvider provider() {
    return new TreesModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return CatboostGolden.model(MODEL);
  }

  @Override
  protected GoldenRows golden() {
    return CatboostGolden.of(MODEL).rows();
  }
}

package io.tickcast.backend.onnx;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

/** One tensor for each feature. */
class OnnxColumnsTckTest extends ModelProviderTck {
  private static final String NAME = "skl-columns";

  @Override
  protected ModelProvider provider() {
    return new OnnxModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return Golden.model(NAME);
  }

  @Override
  protected GoldenRows golden() {
    return Golden.rows(NAME);
  }

  /** The runtime's own arrays: names, handles, a result with its map and list. */
  @Override
  protected long allocationBound() {
    return Bounds.ALLOCATED;
  }
}

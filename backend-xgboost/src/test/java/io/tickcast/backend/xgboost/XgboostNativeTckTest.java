package io.tickcast.backend.xgboost;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;

class XgboostNativeTckTest extends ModelProviderTck {
  private static final String STEM = "multi-softprob-2.1.4";

  @Override
  protected ModelProvider provider() {
    return new XgboostNativeModelProvider();
  }

  @Override
  protected ModelArtifact artifact() {
    return Golden.model(STEM + ".ubj");
  }

  @Override
  protected GoldenRows golden() {
    return Golden.rows(STEM);
  }

  /** The library's own arrays: a row of results, its holder, and what the call sets up. */
  @Override
  protected long allocationBound() {
    return 512;
  }

  /** The native parser reads parts of a file that nobody has checked before. */
  @Override
  protected boolean survivesDamage() {
    return false;
  }
}

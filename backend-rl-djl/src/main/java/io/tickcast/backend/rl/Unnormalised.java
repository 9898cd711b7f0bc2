package io.tickcast.backend.rl;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelManifest;
import java.util.List;
import java.util.Optional;

/** Looks for observations that no network was trained on as they are. */
final class Unnormalised {
  /** Networks learn from numbers around 1; prices, volumes and balances stand far above. */
  private static final double LARGE = 100;

  private Unnormalised() {}

  /** A warning, when a recorded observation of an agent without normaliser has large numbers. */
  static Optional<String> find(Optional<ModelManifest> manifest) {
    List<List<Double>> rows =
        manifest.flatMap(ModelManifest::golden).map(GoldenRows::rows).orElse(List.of());
    for (List<Double> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (Math.abs(row.get(i)) > LARGE) {
          return Optional.of(
              "the observation looks unnormalised (input "
                  + i
                  + " is "
                  + row.get(i)
                  + " in a golden row) and there is no VecNormalize; was it trained with one?");
        }
      }
    }
    return Optional.empty();
  }
}

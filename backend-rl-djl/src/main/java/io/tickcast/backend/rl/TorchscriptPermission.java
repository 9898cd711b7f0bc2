package io.tickcast.backend.rl;

import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether somebody said that a TorchScript file may run: it is a program with the rights of this
 * process. <i>Stateless.</i>
 */
final class TorchscriptPermission {
  private static final String OPTION = "torchscript";
  private static final String LIST = "torchscript_sha256";
  private static final String FORMAT = "torchscript";

  private TorchscriptPermission() {}

  /** Why a file may not run; empty when it may. */
  static Optional<String> missing(ModelArtifact artifact) {
    String option = artifact.options().getOrDefault(OPTION, "");
    if (option.equals("deny")) {
      return Optional.of("the option " + OPTION + "=deny keeps TorchScript programs out");
    }
    if (option.equals("allow") || isListed(artifact) || isDeclared(artifact)) {
      return Optional.empty();
    }
    return Optional.of(
        "a TorchScript file is a program; to let this one run, give it a manifest with \"format\":"
            + " \"torchscript\" and its sha256, or the option "
            + LIST
            + " or "
            + OPTION
            + "=allow");
  }

  private static boolean isListed(ModelArtifact artifact) {
    String list = artifact.options().getOrDefault(LIST, "").toLowerCase(Locale.ROOT);
    return List.of(list.split("[,\\s]+")).contains(artifact.sha256());
  }

  private static boolean isDeclared(ModelArtifact artifact) {
    Optional<ModelManifest> manifest = artifact.manifest();
    return manifest.isPresent()
        && manifest.get().format().equals(FORMAT)
        && manifest.get().sha256().equals(artifact.sha256());
  }
}

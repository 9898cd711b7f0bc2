package io.tickcast.backend.rl;

import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.checkpoint.Faults;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody said that a TorchScript file may run: it is a program with the rights of this
 * process. <i>Immutable.</i>
 *
 * @param rule of the provider, for all files
 * @param listed digests in lower case of files that may run
 */
record TorchscriptPermission(TorchscriptRule rule, Set<String> listed) {
  private static final String OPTION = "torchscript";
  private static final String LIST = "torchscript_sha256";
  private static final String FORMAT = "torchscript";
  private static final Map<String, TorchscriptRule> WORDS =
      Map.of(
          "declared", TorchscriptRule.DECLARED,
          "allow", TorchscriptRule.ALLOW,
          "deny", TorchscriptRule.DENY);

  /** Copies the set. */
  TorchscriptPermission {
    listed = Set.copyOf(listed);
  }

  /** Why a file may not run; empty when it may. */
  Optional<String> missing(ModelArtifact artifact) {
    String word = artifact.options().getOrDefault(OPTION, "declared");
    TorchscriptRule own = WORDS.get(word);
    if (own == null) {
      return Optional.of(
          "expected " + OPTION + "=declared, allow or deny, found " + Faults.quoted(word));
    }
    if (rule == TorchscriptRule.DENY || own == TorchscriptRule.DENY) {
      return Optional.of("the option " + OPTION + "=deny keeps TorchScript programs out");
    }
    boolean allowed = rule == TorchscriptRule.ALLOW || own == TorchscriptRule.ALLOW;
    if (allowed || isListed(artifact) || isDeclared(artifact)) {
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

  private boolean isListed(ModelArtifact artifact) {
    String list = artifact.options().getOrDefault(LIST, "").toLowerCase(Locale.ROOT);
    return listed.contains(artifact.sha256())
        || List.of(list.split("[,\\s]+")).contains(artifact.sha256());
  }

  private static boolean isDeclared(ModelArtifact artifact) {
    Optional<ModelManifest> manifest = artifact.manifest();
    return manifest.isPresent()
        && manifest.get().format().equals(FORMAT)
        && manifest.get().sha256().equals(artifact.sha256());
  }
}

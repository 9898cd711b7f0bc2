package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ZipArchive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads TorchScript files ({@code torch.jit.save}) into PyTorch's own library through DJL.
 * <i>Thread-safe.</i>
 *
 * <p>Such a file is a program that runs with the rights of this process. It is loaded only when its
 * manifest says {@code "format": "torchscript"} and names its sha256, when the option {@code
 * torchscript_sha256} lists it, or with the option {@code torchscript=allow}; {@code
 * torchscript=deny} keeps all out. A provider can be made with a rule and a list of its own for all
 * files: what either of them denies is denied, what either of them allows may run.
 *
 * <p>The artifacts of DJL and of PyTorch's library are optional dependencies of this one.
 */
public final class TorchscriptModelProvider implements ModelProvider {
  private static final String KIND = "torchscript";

  private final TorchscriptPermission permission;

  /** Creates the provider; does no I/O and loads no native library. */
  public TorchscriptModelProvider() {
    this(TorchscriptRule.DECLARED, Set.of());
  }

  /**
   * Creates a provider with a rule for all files; does no I/O and loads no native library.
   *
   * @param rule which files may run
   * @param sha256s digests of files that may run beside those, 64 hexadecimal digits each
   */
  public TorchscriptModelProvider(TorchscriptRule rule, Set<String> sha256s) {
    Set<String> lower =
        sha256s.stream()
            .map(digest -> digest.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    permission = new TorchscriptPermission(rule, lower);
  }

  @Override
  public String name() {
    return "torchscript";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!ZipArchive.starts(artifact.content()) || !isProgram(artifact)) {
      return Probe.no();
    }
    String engine = artifact.options().getOrDefault("engine", "djl");
    if (!engine.equals("djl")) {
      return Probe.refused(KIND, "expected engine=djl, found " + Faults.quoted(engine));
    }
    Optional<String> missing = permission.missing(artifact);
    return missing.isEmpty() ? Probe.yes(KIND) : Probe.refused(KIND, missing.get());
  }

  private static boolean isProgram(ModelArtifact artifact) {
    try {
      List<String> names = ZipArchive.open(artifact.content(), Sb3File.limits()).names();
      return names.stream().anyMatch(name -> name.matches("[^/]{1,200}/constants\\.pkl"))
          && names.stream().anyMatch(name -> name.matches("[^/]{1,200}/code/.{1,400}"));
    } catch (InferenceException e) {
      return false; // The agents' provider says what is wrong with the archive.
    }
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    try {
      return TorchscriptModel.load(artifact);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    } catch (LinkageError e) {
      throw Djl.unavailable(e);
    }
  }
}

package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.core.BindingStatus.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a binding of an engine's registry follow what configurations say in {@code model_config}.
 * <i>Confined.</i>
 */
public final class RegistryModels implements ModelSwitch {
  private static final long LONGEST_SECONDS = 120;

  private final InferenceEngine engine;
  private final String binding;
  private final ModelChoice configured;
  private final Path folder;
  private final Optional<VersionChoice> first;
  private final String firstModel;
  private boolean reloads;

  /**
   * Makes one for an engine whose bindings are known.
   *
   * @param engine with a registry
   * @param binding the name of the binding; when there is none of that name every choice of a model
   *     is refused
   * @param configured what the program's own configuration says of models
   * @param folder the only one that files may be in
   */
  public RegistryModels(
      InferenceEngine engine, String binding, ModelChoice configured, Path folder) {
    this.engine = engine;
    this.binding = binding;
    this.configured = configured;
    this.folder = folder;
    this.first = status().map(it -> VersionChoice.parse(it.version()));
    this.firstModel = status().map(BindingStatus::model).orElse("");
    this.reloads = configured.autoReload().orElse(false);
  }

  private Optional<BindingStatus> status() {
    return engine.registry().bindings().stream()
        .filter(each -> each.name().equals(binding))
        .findFirst();
  }

  @Override
  public Prepared prepare(ModelChoice said, String who) {
    boolean reloading = said.over(configured).autoReload().orElse(false);
    Optional<BindingStatus> now = status();
    if (now.isEmpty() || first.isEmpty()) {
      requireNone(said);
      return change(reloading, () -> {});
    }
    VersionChoice wanted = wanted(said);
    requireType(said);
    String model = model(said);
    if (isMeant(now.get(), model, wanted)) {
      return change(reloading, () -> {});
    }
    if (!reloading) {
      throw refused(
          setting(said).path(),
          "'" + now.get().version() + "' while auto_reload is false",
          OneLine.quote(wanted.code()));
    }
    if (isNew()) {
      // No bar is decided yet: what the registry has not loaded, it need not load first.
      configure(model, wanted, who);
      return change(reloading, () -> {});
    }
    // Verified and kept ready: what follows can hardly fail any more.
    await(engine.registry().load(binding, model, wanted));
    return change(reloading, () -> configure(model, wanted, who));
  }

  private boolean isNew() {
    return engine.status().state().equals("new");
  }

  private void configure(String model, VersionChoice wanted, String who) {
    CompletableFuture<?> done = engine.registry().configure(binding, model, wanted, who);
    // Lanes that do not run yet change before their first bar.
    if (done.isDone() || engine.status().state().equals("running")) {
      await(done);
    }
  }

  /** A version is looked up with the type that is said with it. */
  private String model(ModelChoice said) {
    boolean both = said.version().isPresent() && said.checkpointPath().isEmpty();
    return both ? said.type().orElse(firstModel) : firstModel;
  }

  private void requireNone(ModelChoice said) {
    if (said.version().isPresent() || said.checkpointPath().isPresent()) {
      throw refused(
          setting(said).path(),
          "models by 'bindings', which the program's configuration has",
          "one in model_config");
    }
  }

  /** Who says nothing of models wants what was there at first. */
  private VersionChoice wanted(ModelChoice choice) {
    if (choice.checkpointPath().isPresent()) {
      Path file = below(choice.checkpointPath().get());
      requireVersion(file, choice.version());
      return new VersionChoice.File(file);
    }
    return choice.version().map(VersionChoice::parse).orElseGet(first::orElseThrow);
  }

  /** A file of the folder, named from there or from beside it; links lead nowhere else. */
  private Path below(String text) {
    String path = OperationalSetting.CHECKPOINT_PATH.path();
    try {
      Path root = folder.toRealPath();
      Path parent = root.getParent() == null ? root : root.getParent();
      for (Path start : List.of(root, parent)) {
        Path file = start.resolve(text).normalize();
        if (file.startsWith(root) && Files.isRegularFile(file)) {
          if (!file.toRealPath().startsWith(root)) {
            break;
          }
          return file;
        }
      }
    } catch (IOException | InvalidPathException e) {
      throw refused(path, "a file below '" + folder + "'", OneLine.of(e));
    }
    throw refused(path, "a file below '" + folder + "'", OneLine.quote(text));
  }

  private static void requireVersion(Path file, Optional<String> version) {
    String found =
        ModelFiles.manifest(file, Optional.empty()).map(ModelManifest::version).orElse("");
    if (version.isPresent() && !version.get().equals(found)) {
      throw refused(
          OperationalSetting.CHECKPOINT_PATH.path(),
          "a file of version " + version.get() + " as model_version says",
          "version " + OneLine.quote(found));
    }
  }

  /** The type is a label; one that is not that of the version is a mistake all the same. */
  private void requireType(ModelChoice said) {
    if (said.type().isEmpty() || said.version().isEmpty() || said.checkpointPath().isPresent()) {
      return;
    }
    CheckpointQuery query = new CheckpointQuery("", said.version().get(), "", "", "");
    List<CheckpointRef> found = engine.registry().checkpoints(query);
    boolean fits =
        found.isEmpty()
            || found.stream().anyMatch(ref -> isOf(said.type().get(), ref.type(), ref.name()));
    if (!fits) {
      throw refused(
          OperationalSetting.MODEL_TYPE.path(),
          "that of version " + said.version().get() + ": '" + found.get(0).type() + "'",
          OneLine.quote(said.type().get()));
    }
  }

  private static boolean isOf(String word, String type, String name) {
    return word.equalsIgnoreCase(type) || word.equalsIgnoreCase(name);
  }

  /** Whether that is configured already, or serves: a version that an operator has promoted. */
  private static boolean isMeant(BindingStatus now, String model, VersionChoice wanted) {
    boolean configured =
        wanted.code().equals(now.version())
            && (now.model().isEmpty() || now.model().equalsIgnoreCase(model));
    return configured
        || wanted instanceof VersionChoice.Exact exact
            && !now.series().isEmpty()
            && now.series().stream().allMatch(each -> serves(each.champion(), model, exact));
  }

  private static boolean serves(ModelInfo champion, String model, VersionChoice.Exact exact) {
    String suffix = "-v" + exact.version();
    return champion.modelVersion().endsWith(suffix)
        && (model.isEmpty()
            || model.equalsIgnoreCase(champion.type())
            || champion.modelVersion().equalsIgnoreCase(model + suffix));
  }

  private static OperationalSetting setting(ModelChoice choice) {
    return choice.checkpointPath().isPresent()
        ? OperationalSetting.CHECKPOINT_PATH
        : OperationalSetting.MODEL_VERSION;
  }

  private Prepared change(boolean reloading, Runnable change) {
    return new Prepared() {
      @Override
      public void commit() {
        change.run();
        if (reloads != reloading) {
          engine.registry().autoReload(reloading);
          reloads = reloading;
        }
      }

      @Override
      public void close() {
        // What was kept ready makes room for the next one by itself.
      }
    };
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InferenceException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("expected a model to be loaded, found a fault", e.getCause());
    } catch (TimeoutException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected a model to be loaded within " + LONGEST_SECONDS + " s, found it busy",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE, "expected a model to be loaded, found an interrupt", e);
    }
  }

  private static InferenceException refused(String path, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION, path + ": expected " + expected + ", found " + found);
  }
}

package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps checkpoints as resources of the class path, for programs that bring their models along:
 * called and laid out like the files of a {@link FolderCheckpointStore}, and listed by name,
 * because a class path can not be searched. <i>Thread-safe.</i>
 */
public final class ClassPathCheckpointStore implements CheckpointStore {
  private final Resources resources;
  private final List<String> names;
  private final String index;
  private final int maxBytes;
  private volatile boolean closed;

  private ClassPathCheckpointStore(
      Resources resources, List<String> names, String index, int maxBytes) {
    this.resources = resources;
    this.names = List.copyOf(names);
    this.index = index;
    this.maxBytes = maxBytes;
  }

  /**
   * A store of named resources; looks at nothing yet.
   *
   * @param loader finds them
   * @param prefix where they are, such as {@code models}; empty for the root
   * @param names below the prefix, such as {@code xgboost_eurusd_5m_v1.2.3.ubj}
   */
  public static ClassPathCheckpointStore of(ClassLoader loader, String prefix, List<String> names) {
    return create(new Resources(loader, prefix), names, "", ModelFiles.BYTES_MAX);
  }

  /**
   * A store of resources that another one lists, a name in a line; it is read at each call.
   *
   * @param loader finds them
   * @param prefix where they are, such as {@code models}; empty for the root
   * @param index the name of the list below the prefix, such as {@code index.txt}
   */
  public static ClassPathCheckpointStore indexed(ClassLoader loader, String prefix, String index) {
    return create(new Resources(loader, prefix), List.of(), index, ModelFiles.BYTES_MAX);
  }

  static ClassPathCheckpointStore create(
      Resources resources, List<String> names, String index, int maxBytes) {
    for (String name : names) {
      Resources.requireName(name, "names");
    }
    return new ClassPathCheckpointStore(resources, names, index, maxBytes);
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    List<CheckpointRef> found = new ArrayList<>();
    for (String name : names()) {
      CheckpointRef ref = ref(name);
      if (query.isAnsweredBy(ref)) {
        found.add(ref);
      }
    }
    found.sort(Comparator.comparing(CheckpointRef::location));
    return List.copyOf(found);
  }

  private List<String> names() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected an open checkpoint store, found it closed: " + resources.place(""));
    }
    return index.isEmpty() ? names : resources.lines(index);
  }

  private CheckpointRef ref(String name) {
    Optional<ModelManifest> known = declared(name);
    if (known.isEmpty()) {
      return new CheckpointRef(name, name, "", "", "", "");
    }
    ModelManifest manifest = known.get();
    return new CheckpointRef(
        name,
        manifest.name(),
        manifest.type(),
        manifest.version(),
        manifest.symbol(),
        manifest.timeframe().map(Timeframe::code).orElse(""),
        manifest.sha256(),
        Manifests.status(manifest),
        0);
  }

  private Optional<ModelManifest> declared(String name) {
    Optional<ModelManifest> beside =
        resources
            .text(name + Manifests.SUFFIX)
            .map(json -> Manifests.parse(json, resources.place(name + Manifests.SUFFIX)));
    return Manifests.of(name, beside);
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    String name = ref.location();
    if (!names().contains(name)) {
      throw none(name);
    }
    byte[] bytes = resources.bytes(name, maxBytes).orElseThrow(() -> none(name));
    ModelArtifact artifact = ModelArtifact.of(resources.place(name), bytes);
    Optional<ModelManifest> manifest = declared(name);
    manifest.ifPresent(it -> ModelFiles.verify(artifact, it));
    return manifest.map(artifact::withManifest).orElse(artifact);
  }

  private InferenceException none(String name) {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected a checkpoint "
            + OneLine.quote(name)
            + ", found none of that name at "
            + resources.place(""));
  }

  @Override
  public void close() {
    closed = true;
  }
}

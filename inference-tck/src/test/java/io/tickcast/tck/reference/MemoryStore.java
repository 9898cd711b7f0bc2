package io.tickcast.tck.reference;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.reference.MemoryShelf.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps checkpoints on a shelf in memory. */
public class MemoryStore implements CheckpointStore {
  private static final long CREATED_AT_MILLIS = 1_760_867_700_000L;

  private final String shelf;
  private int cap = Integer.MAX_VALUE;
  private volatile boolean closed;

  /** Made by its provider. */
  public MemoryStore(String shelf) {
    this.shelf = shelf;
  }

  /** Loads no more than so many bytes of a checkpoint. */
  public MemoryStore limitedTo(int bytes) {
    cap = bytes;
    return this;
  }

  /** Fails after the close. */
  protected void requireOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open store, found it closed");
    }
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    requireOpen();
    List<CheckpointRef> refs = new ArrayList<>();
    MemoryShelf.of(shelf)
        .forEach(
            (location, item) -> {
              if (matches(query, item)) {
                refs.add(ref(location, item));
              }
            });
    return List.copyOf(refs);
  }

  /** Whether an item answers a query. */
  protected boolean matches(CheckpointQuery query, Item item) {
    return matches(query.type(), item.type())
        && matches(query.version(), item.version())
        && matches(query.symbol(), item.symbol())
        && matches(query.timeframe(), item.timeframe())
        && matches(query.status(), item.status());
  }

  private static boolean matches(String asked, String found) {
    return asked.isEmpty() || asked.equals(found);
  }

  /** What is known of an item. */
  protected CheckpointRef ref(String location, Item item) {
    return new CheckpointRef(
        location,
        item.type(),
        item.type(),
        item.version(),
        item.symbol(),
        item.timeframe(),
        item.sha256(),
        item.status(),
        CREATED_AT_MILLIS);
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    requireOpen();
    Item item = MemoryShelf.of(shelf).get(ref.location());
    if (item == null) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected a checkpoint at '" + ref.location() + "', found none");
    }
    if (item.content().length > cap) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          "expected at most " + cap + " bytes, found " + item.content().length);
    }
    ModelArtifact artifact = ModelArtifact.of(ref.location(), item.content());
    verify(item, artifact);
    return artifact.withManifest(manifest(item));
  }

  /** Checks the bytes against what is declared. */
  protected void verify(Item item, ModelArtifact artifact) {
    if (!artifact.sha256().equals(item.sha256())) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          "expected sha256 " + item.sha256() + ", found " + artifact.sha256());
    }
  }

  private static ModelManifest manifest(Item item) {
    return new ModelManifest(
        item.type(),
        item.type(),
        item.version(),
        item.symbol(),
        Timeframe.find(item.timeframe()),
        "json",
        item.sha256(),
        List.of("rsi_14", "atr_14"),
        List.of(),
        1,
        Optional.empty(),
        MissingPolicy.MODEL,
        Optional.empty(),
        "{}");
  }

  @Override
  public void close() {
    closed = true;
  }
}

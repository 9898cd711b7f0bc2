package io.tickcast.tck;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.tck.reference.MemoryShelf;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The suite about the store that a test has put here; run by the launcher, one at a time. */
final class MemoryStoreTck extends CheckpointStoreTck {
  static volatile Supplier<CheckpointStoreProvider> subject = Registered.Store::new;

  private final String shelf = UUID.randomUUID().toString();

  static Suites.Report run(Supplier<CheckpointStoreProvider> provider) {
    subject = provider;
    return Suites.run(MemoryStoreTck.class);
  }

  @Override
  protected CheckpointStoreProvider provider() {
    return subject.get();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("shelf", shelf);
  }

  @Override
  protected Map<String, String> optionsWithCap(int bytes) {
    return Map.of("shelf", shelf, "cap", Integer.toString(bytes));
  }

  @Override
  protected void put(StoredCheckpoint one) {
    MemoryShelf.of(shelf)
        .put(
            one.fileName(),
            new MemoryShelf.Item(
                one.type(),
                one.version(),
                one.symbol(),
                one.timeframe().code(),
                one.content(),
                one.sha256(),
                one.status()));
  }

  @Override
  protected void remove(CheckpointRef ref) {
    MemoryShelf.of(shelf).remove(ref.location());
  }
}

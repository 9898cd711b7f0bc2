package io.tickcast.tck;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.tck.reference.MemoryShelf.Item;
import io.tickcast.tck.reference.MemoryStore;
import io.tickcast.tck.reference.MemoryStoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stores that are wrong in one thing, with the rules that this breaks. */
enum StoreFault {
  NAME_COUNTS(
      "C-1",
      new MemoryStoreProvider() {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
          return "store-" + calls.incrementAndGet();
        }
      }),
  SPI_IS_OF_THE_FUTURE(
      "C-2",
      new MemoryStoreProvider() {
        @Override
        public int spiVersion() {
          return 99;
        }
      }),
  CLASS_IS_NOT_PUBLIC("C-3", new Registered.HiddenStore()),
  CLASS_IS_NOT_REGISTERED("C-4", new Registered.UnregisteredStore()),
  UNKNOWN_SETTINGS_ARE_IGNORED(
      "C-5",
      new MemoryStoreProvider() {
        @Override
        public CheckpointStore create(ComponentConfig config) {
          Map<String, String> known = new HashMap<>(config.options());
          known.keySet().retainAll(Set.of("shelf", "cap"));
          return super.create(new ComponentConfig(config.name(), known, config.clock()));
        }
      }),
  CREATE_STARTS_A_THREAD(
      "C-6",
      shelf -> {
        ThreadFault.startForgotten(true);
        return new MemoryStore(shelf);
      }),
  ANY_IS_THE_FIRST_THREE(
      "C-7",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public List<CheckpointRef> find(CheckpointQuery query) {
              List<CheckpointRef> found = super.find(query);
              boolean any = query.equals(CheckpointQuery.any());
              return any ? found.subList(0, Math.min(3, found.size())) : found;
            }
          }),
  LAST_LOCATION_COMES_FIRST(
      "C-8",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public List<CheckpointRef> find(CheckpointQuery query) {
              List<CheckpointRef> found = new ArrayList<>(super.find(query));
              Collections.reverse(found);
              return found;
            }
          }),
  VERSION_IS_A_PREFIX(
      "C-9",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected boolean matches(CheckpointQuery query, Item item) {
              CheckpointQuery others =
                  new CheckpointQuery(
                      query.type(), "", query.symbol(), query.timeframe(), query.status());
              return super.matches(others, item) && item.version().startsWith(query.version());
            }
          }),
  FIRST_ANSWER_IS_KEPT(
      "C-10 C-13",
      shelf ->
          new MemoryStore(shelf) {
            private final Map<CheckpointQuery, List<CheckpointRef>> answers = new HashMap<>();

            @Override
            public List<CheckpointRef> find(CheckpointQuery query) {
              return answers.computeIfAbsent(query, super::find);
            }
          }),
  DIGEST_IS_NOT_OF_THE_BYTES(
      "C-11",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public ModelArtifact load(CheckpointRef ref) {
              ModelArtifact artifact = super.load(ref);
              return new ModelArtifact(
                  artifact.location(),
                  artifact.content(),
                  "f".repeat(64),
                  artifact.manifest(),
                  Map.of(),
                  Map.of());
            }
          }),
  MANIFEST_IS_LEFT_OUT(
      "C-12",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public ModelArtifact load(CheckpointRef ref) {
              ModelArtifact artifact = super.load(ref);
              return new ModelArtifact(
                  artifact.location(),
                  artifact.content(),
                  artifact.sha256(),
                  Optional.empty(),
                  Map.of(),
                  Map.of());
            }
          }),
  GONE_IS_A_RESOURCE_ERROR(
      "C-13",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public ModelArtifact load(CheckpointRef ref) {
              try {
                return super.load(ref);
              } catch (InferenceException e) {
                boolean gone = e.code() == ErrorCode.NOT_FOUND;
                ErrorCode code = gone ? ErrorCode.RESOURCE_UNAVAILABLE : e.code();
                throw new InferenceException(code, e.getMessage());
              }
            }
          }),
  DIGEST_IS_NOT_CHECKED(
      "C-14 C-21",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected void verify(Item item, ModelArtifact artifact) {}
          }),
  ANY_FILE_IS_LOADED(
      "C-15",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public ModelArtifact load(CheckpointRef ref) {
              Path file = Path.of(ref.location());
              return Files.isRegularFile(file) ? read(file) : super.load(ref);
            }
          }),
  OTHER_THREADS_FIND_NOTHING(
      "C-16 C-24",
      shelf ->
          new MemoryStore(shelf) {
            private final Thread maker = Thread.currentThread();

            @Override
            public List<CheckpointRef> find(CheckpointQuery query) {
              return Thread.currentThread() == maker ? super.find(query) : List.of();
            }
          }),
  SECOND_CLOSE_THROWS(
      "C-17",
      shelf ->
          new MemoryStore(shelf) {
            private boolean closed;

            @Override
            public void close() {
              if (closed) {
                throw new IllegalStateException("closed before");
              }
              closed = true;
              super.close();
            }
          }),
  STATUS_IS_IGNORED(
      "C-18",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected boolean matches(CheckpointQuery query, Item item) {
              return super.matches(
                  new CheckpointQuery(
                      query.type(), query.version(), query.symbol(), query.timeframe()),
                  item);
            }
          }),
  DIGEST_OF_A_REF_IS_ITS_NAME(
      "C-19",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected CheckpointRef ref(String location, Item item) {
              String digest = ModelArtifact.sha256(location.getBytes(StandardCharsets.UTF_8));
              return known(super.ref(location, item), digest, 0);
            }
          }),
  TIME_IS_IN_SECONDS(
      "C-20",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected CheckpointRef ref(String location, Item item) {
              CheckpointRef ref = super.ref(location, item);
              return known(ref, ref.sha256(), ref.createdAtMillis() / 1_000);
            }
          }),
  HALF_IS_ENOUGH(
      "C-21",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected void verify(Item item, ModelArtifact artifact) {
              byte[] bytes = item.content();
              if (bytes[bytes.length - 1] == '}') {
                super.verify(item, artifact);
              }
            }
          }),
  CAP_IS_IGNORED(
      "C-22",
      new MemoryStoreProvider() {
        @Override
        public CheckpointStore create(ComponentConfig config) {
          super.create(config).close();
          return new MemoryStore(config.required("shelf"));
        }
      }),
  CLOSE_IS_IGNORED(
      "C-23",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            protected void requireOpen() {}
          }),
  WRITER_HIDES_OTHERS(
      "C-24",
      shelf ->
          new MemoryStore(shelf) {
            @Override
            public List<CheckpointRef> find(CheckpointQuery query) {
              List<CheckpointRef> found = super.find(query);
              return found.stream().anyMatch(ref -> ref.version().startsWith("8."))
                  ? List.of()
                  : found;
            }
          });

  private final Set<String> rules;
  private final CheckpointStoreProvider provider;

  StoreFault(String rules, Function<String, MemoryStore> fault) {
    this(
        rules,
        new MemoryStoreProvider() {
          @Override
          public CheckpointStore create(ComponentConfig config) {
            super.create(config).close();
            return fault.apply(config.required("shelf")).limitedTo(cap(config));
          }
        });
  }

  StoreFault(String rules, CheckpointStoreProvider provider) {
    this.rules = Set.copyOf(Arrays.asList(rules.split(" ")));
    this.provider = provider;
  }

  Set<String> rules() {
    return rules;
  }

  CheckpointStoreProvider provider() {
    boolean asItIs = this == CLASS_IS_NOT_PUBLIC || this == CLASS_IS_NOT_REGISTERED;
    return asItIs ? provider : new Registered.Store(provider);
  }

  private static CheckpointRef known(CheckpointRef ref, String sha256, long createdAtMillis) {
    return new CheckpointRef(
        ref.location(),
        ref.name(),
        ref.type(),
        ref.version(),
        ref.symbol(),
        ref.timeframe(),
        sha256,
        ref.status(),
        createdAtMillis);
  }

  private static ModelArtifact read(Path file) {
    try {
      return ModelArtifact.of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

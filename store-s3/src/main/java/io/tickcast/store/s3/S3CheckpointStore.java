package io.tickcast.store.s3;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OneLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads checkpoints from a bucket. <i>Thread-safe.</i> */
final class S3CheckpointStore implements CheckpointStore {
  private static final int MANIFEST_MAX = 64 << 20;

  private final S3Settings settings;
  private final S3Bucket bucket;
  private final KnownManifests manifests;

  S3CheckpointStore(S3Settings settings) {
    this.settings = settings;
    this.bucket = new S3Bucket(settings);
    this.manifests = new KnownManifests(bucket);
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    Map<String, S3Object> objects = objects();
    Set<String> declaring = foldersOfDeclared(objects);
    List<CheckpointRef> found = new ArrayList<>();
    objects.forEach(
        (location, object) -> {
          if (isModel(location, object, objects, declaring)) {
            CheckpointRef ref = ref(location, object, objects);
            if (query.isAnsweredBy(ref)) {
              found.add(ref);
            }
          }
        });
    manifests.retain(objects.keySet());
    found.sort(Comparator.comparing(CheckpointRef::location));
    return List.copyOf(found);
  }

  private Map<String, S3Object> objects() {
    Map<String, S3Object> objects = new TreeMap<>();
    for (S3Object object : bucket.list()) {
      objects.put(object.key().substring(settings.prefix().length()), object);
    }
    return objects;
  }

  /** Where a name or a manifest says what an object is, others beside it are something else. */
  private static Set<String> foldersOfDeclared(Map<String, S3Object> objects) {
    Set<String> folders = new HashSet<>();
    for (String location : objects.keySet()) {
      if (ObjectName.isCandidate(location) && isDeclared(location, objects)) {
        folders.add(ObjectName.folder(location));
      }
    }
    return folders;
  }

  private static boolean isDeclared(String location, Map<String, S3Object> objects) {
    return ObjectName.isDeclared(location) || objects.containsKey(location + ObjectName.MANIFEST);
  }

  private static boolean isModel(
      String location,
      S3Object object,
      Map<String, S3Object> objects,
      Set<String> foldersOfDeclared) {
    boolean empty = object.size() == null || object.size() == 0;
    if (empty || !ObjectName.isCandidate(location)) {
      return false;
    }
    return isDeclared(location, objects)
        || (ObjectName.isInFolders(location)
            && !foldersOfDeclared.contains(ObjectName.folder(location)));
  }

  private CheckpointRef ref(String location, S3Object object, Map<String, S3Object> objects) {
    ObjectName name = ObjectName.of(location);
    String beside = location + ObjectName.MANIFEST;
    Map<String, String> fields =
        objects.containsKey(beside) ? manifests.fields(beside, objects.get(beside)) : Map.of();
    String type = either(fields.get("type"), name.type());
    Instant stored = object.lastModified();
    return new CheckpointRef(
        location,
        either(fields.get("name"), either(fields.get("type"), name.name())),
        type,
        either(fields.get("version"), name.version()),
        symbol(either(fields.get("symbol"), name.symbol())),
        either(fields.get("timeframe"), name.timeframe()),
        digest(fields),
        either(fields.get("deployment_status"), ""),
        stored == null ? 0 : stored.toEpochMilli());
  }

  private static String either(@Nullable String known, String otherwise) {
    return known == null || known.isBlank() ? otherwise : known;
  }

  /** Upper-case and without a prefix such as {@code C:}. */
  private static String symbol(String raw) {
    return raw.substring(raw.indexOf(':') + 1).toUpperCase(Locale.ROOT);
  }

  private static String digest(Map<String, String> fields) {
    String digest = fields.getOrDefault("sha256", "").toLowerCase(Locale.ROOT);
    return digest.matches("[0-9a-f]{64}") ? digest : "";
  }

  /** The model first: a manifest that comes with other bytes is refused by its digest. */
  @Override
  public ModelArtifact load(CheckpointRef ref) {
    bucket.requireOpen();
    String location = ref.location();
    if (!ObjectName.isCandidate(location)) {
      throw none(location);
    }
    byte[] bytes = bucket.get(location, settings.maxBytes()).orElseThrow(() -> none(location));
    Optional<byte[]> manifest = bucket.get(location + ObjectName.MANIFEST, MANIFEST_MAX);
    if (manifest.isEmpty()
        && !ObjectName.isDeclared(location)
        && !ObjectName.isInFolders(location)) {
      throw none(location);
    }
    ModelArtifact bare = ModelArtifact.of(settings.place(location), bytes);
    manifest.ifPresent(json -> requireDigest(bare, json));
    return new ModelArtifact(
        bare.location(),
        bare.content(),
        bare.sha256(),
        Optional.empty(),
        manifest
            .map(json -> Map.of(ModelArtifact.MANIFEST, ByteBuffer.wrap(json)))
            .orElse(Map.of()),
        Map.of());
  }

  private static void requireDigest(ModelArtifact artifact, byte[] manifest) {
    String declared = digest(ManifestFields.of(new String(manifest, StandardCharsets.UTF_8)));
    if (!declared.isEmpty() && !declared.equals(artifact.sha256())) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          artifact.location()
              + ": expected sha256 "
              + declared
              + " as the manifest declares, found "
              + artifact.sha256());
    }
  }

  private InferenceException none(String location) {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        settings.name()
            + ": expected a checkpoint "
            + OneLine.quote(location)
            + ", found none of that name at "
            + settings.place());
  }

  @Override
  public void close() {
    bucket.close();
  }
}

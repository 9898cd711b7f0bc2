package io.tickcast.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The fields of manifests that were read before: a bucket is listed again and again, and its
 * manifests seldom change. An object that is written anew has another time or tag. The tag is no
 * digest that anything is verified by. <i>Thread-safe.</i>
 */
final class KnownManifests {
  /** Beyond these a manifest is too long for a search; a load reads it all the same. */
  private static final int LONGEST = 16 << 20;

  private final S3Bucket bucket;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  KnownManifests(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /** What was read of an object as it was then. */
  private record Known(String stamp, Map<String, String> fields) {}

  /** The fields of a manifest; none when it is gone meanwhile, or too long. */
  Map<String, String> fields(String location, S3Object object) {
    String stamp = object.lastModified() + " " + object.size() + " " + object.eTag();
    Known before = known.get(location);
    if (before != null && before.stamp().equals(stamp)) {
      return before.fields();
    }
    Long size = object.size();
    if (size == null || size > LONGEST) {
      return Map.of();
    }
    Map<String, String> fields =
        bucket
            .get(location, LONGEST)
            .map(bytes -> ManifestFields.of(new String(bytes, StandardCharsets.UTF_8)))
            .orElse(Map.of());
    known.put(location, new Known(stamp, fields));
    return fields;
  }

  /** Forgets what is no more. */
  void retain(Set<String> locations) {
    known.keySet().retainAll(locations);
  }
}

package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings together what a store hands over and what it knows of it: the one way of a checkpoint into
 * the engine. <i>Stateless.</i>
 */
final class Checkpoints {
  private Checkpoints() {}

  /**
   * Loads a checkpoint with its manifest: parsed, completed by what the store knows, and verified.
   *
   * @throws InferenceException what the store throws; (MALFORMED_MODEL, LIMIT_EXCEEDED) when the
   *     manifest does not do; (VERIFICATION_FAILED) when it contradicts the store, or the bytes
   *     have another sha256 than one of them says
   */
  static ModelArtifact load(CheckpointStore store, CheckpointRef ref) {
    ModelArtifact artifact = resolved(store.load(ref));
    requireDigest(artifact, digest(artifact.content()), ref);
    ModelManifest manifest = completed(artifact, ref);
    return artifact.withManifest(manifest);
  }

  /** The same artefact with the manifest that it has as a document read. */
  static ModelArtifact resolved(ModelArtifact artifact) {
    ByteBuffer document = artifact.attachments().get(ModelArtifact.MANIFEST);
    if (document == null) {
      return artifact;
    }
    Map<String, ByteBuffer> others = new HashMap<>(artifact.attachments());
    others.remove(ModelArtifact.MANIFEST);
    return new ModelArtifact(
        artifact.location(),
        artifact.content(),
        artifact.sha256(),
        artifact.manifest().or(() -> Optional.of(parsed(document, artifact.location()))),
        others,
        artifact.options());
  }

  private static ModelManifest parsed(ByteBuffer document, String location) {
    String place = "manifest of " + location;
    if (document.remaining() > Manifests.LENGTH_MAX) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          OneLine.text(place)
              + ": expected at most "
              + Manifests.LENGTH_MAX
              + " bytes, found "
              + document.remaining());
    }
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(document.duplicate()).toString();
      return Manifests.parse(json, place);
    } catch (CharacterCodingException e) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL,
          OneLine.text(place) + ": expected a manifest in UTF-8, found other bytes",
          e);
    }
  }

  private static void requireDigest(ModelArtifact artifact, String found, CheckpointRef ref) {
    String place = OneLine.text(artifact.location());
    requireDigest(place, "the store handed over", artifact.sha256(), found);
    requireDigest(place, "the store knows", ref.sha256(), found);
    String declared = artifact.manifest().map(ModelManifest::sha256).orElse("");
    requireDigest(place, "the manifest declares", declared, found);
  }

  private static void requireDigest(String place, String who, String expected, String found) {
    if (!expected.isEmpty() && !expected.equals(found)) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          place
              + ": sha256: expected "
              + OneLine.text(expected)
              + " as "
              + who
              + ", found "
              + found);
    }
  }

  /** The sha256 of what remains in a buffer, which is used up. */
  static String digest(ByteBuffer content) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(content);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ModelManifest completed(ModelArtifact artifact, CheckpointRef ref) {
    Optional<ModelManifest> declared = artifact.manifest();
    Faults faults = new Faults();
    declared.ifPresent(manifest -> compare(manifest, ref, faults));
    String symbol = symbol(ref.symbol(), faults);
    Optional<Timeframe> timeframe = timeframe(ref.timeframe(), faults);
    faults.throwIfAny(ErrorCode.VERIFICATION_FAILED, artifact.location());
    return Manifests.complete(declared, ref, symbol, timeframe);
  }

  private static void compare(ModelManifest manifest, CheckpointRef ref, Faults faults) {
    compare("type", lower(ref.type()), lower(manifest.type()), faults);
    compare("version", ref.version(), manifest.version(), faults);
    compare("symbol", ref.symbol().toUpperCase(Locale.ROOT), manifest.symbol(), faults);
    String timeframe = manifest.timeframe().map(Timeframe::code).orElse("");
    compare("timeframe", ref.timeframe(), timeframe, faults);
  }

  private static void compare(String field, String known, String declared, Faults faults) {
    boolean both = !known.isEmpty() && !declared.isEmpty();
    if (both && !known.equals(declared)) {
      faults.add(
          field,
          OneLine.quote(known) + " as the store says",
          OneLine.quote(declared) + " in the manifest");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String symbol(String known, Faults faults) {
    if (known.isEmpty()) {
      return "";
    }
    try {
      return Instrument.canonical(known);
    } catch (InferenceException e) {
      faults.add(
          "symbol",
          "1 to 32 of letters, digits, _ and - that are not reserved",
          OneLine.quote(known) + " in the store");
      return "";
    }
  }

  private static Optional<Timeframe> timeframe(String known, Faults faults) {
    Optional<Timeframe> timeframe = Timeframe.find(known);
    if (!known.isEmpty() && timeframe.isEmpty()) {
      faults.add(
          "timeframe",
          "one of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w",
          OneLine.quote(known) + " in the store");
    }
    return timeframe;
  }
}

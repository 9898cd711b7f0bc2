package io.tickcast.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the manifests that stand beside model files. <i>Stateless.</i> */
public final class Manifests {
  /** What is appended to the name of a model file. */
  static final String SUFFIX = ".manifest.json";

  /** The most characters of a manifest. */
  static final int LENGTH_MAX = 16 << 20;

  /** The key of the deployment status, which stores look at. */
  private static final String STATUS = "deployment_status";

  static final int FEATURES_MAX = 65_536;
  private static final int WINDOW_MAX = 10_000;
  private static final int DEPTH_MAX = 32;
  private static final int NUMBER_LENGTH_MAX = 100;
  private static final List<String> KEYS =
      List.of(
          "name",
          "type",
          "version",
          "symbol",
          "timeframe",
          "format",
          "sha256",
          "features",
          "window",
          "window_gap",
          "window_order",
          "window_layout",
          "window_state",
          "output",
          "missing",
          "golden",
          "reference",
          "trained",
          "observation",
          "vecnormalize",
          STATUS);
  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,63}");
  private static final Pattern VERSION =
      Pattern.compile("(?![vV][0-9])[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}");
  private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern STATUS_WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final ObjectMapper MAPPER = strictMapper();
  private static final ModelManifest NOTHING = parse("{}", "");

  private Manifests() {}

  /**
   * Reads a manifest: unknown and repeated keys are refused, types and ranges are checked.
   *
   * @param json the document
   * @param location where it comes from, for people
   * @throws InferenceException (MALFORMED_MODEL) naming all fields that do not fit, what was
   *     expected and what was found; (LIMIT_EXCEEDED) when it is longer than 16 Mi characters
   */
  public static ModelManifest parse(String json, String location) {
    Faults faults = new Faults();
    JsonBlock root = new JsonBlock("", tree(json, location), faults, KEYS);
    ModelManifest manifest = read(root, json);
    WindowSpec.read(root, manifest.window());
    checkTogether(root, manifest);
    faults.throwIfAny(ErrorCode.MALFORMED_MODEL, location);
    return manifest;
  }

  /** What a manifest says of its window. */
  static WindowSpec window(String json) {
    JsonBlock root = new JsonBlock("", tree(json, ""), new Faults(), KEYS);
    return WindowSpec.read(root, 2);
  }

  /** What the name of a model file declares, where there is no manifest. */
  static ModelManifest of(CheckpointFileName fileName) {
    return complete(NOTHING, fileName);
  }

  /** The same manifest with what it leaves open taken from the name of its file. */
  static ModelManifest complete(ModelManifest declared, CheckpointFileName fileName) {
    String type = either(declared.type(), fileName.type());
    return with(
        declared,
        either(declared.name(), type),
        type,
        either(declared.version(), fileName.version()),
        either(declared.symbol(), fileName.symbol()),
        declared.timeframe().or(() -> Optional.of(fileName.timeframe())));
  }

  /** What is declared, with name and version where they are left open. */
  static ModelManifest named(Optional<ModelManifest> declared, String name, String version) {
    ModelManifest known = declared.orElse(NOTHING);
    return with(
        known,
        either(known.name(), name),
        known.type(),
        either(known.version(), version),
        known.symbol(),
        known.timeframe());
  }

  /** What is declared, with what a store knows where that leaves it open. */
  static ModelManifest complete(
      Optional<ModelManifest> declared,
      CheckpointRef ref,
      String symbol,
      Optional<Timeframe> timeframe) {
    ModelManifest known = declared.orElse(NOTHING);
    String type = either(known.type(), ref.type());
    return with(
        known,
        either(known.name(), either(ref.name(), type)),
        type,
        either(known.version(), ref.version()),
        either(known.symbol(), symbol),
        known.timeframe().or(() -> timeframe));
  }

  /**
   * What is known of a checkpoint: what is declared, then what the name of its file says, then what
   * {@code <model>/<version>/<file>} does.
   *
   * @param location with slashes between names
   * @param declared in the manifest beside it
   */
  static Optional<ModelManifest> of(String location, Optional<ModelManifest> declared) {
    String[] names = location.split("/", -1);
    Optional<CheckpointFileName> fileName = CheckpointFileName.parse(names[names.length - 1]);
    Optional<ModelManifest> known =
        fileName.isEmpty()
            ? declared
            : Optional.of(complete(declared.orElse(NOTHING), fileName.get()));
    return names.length == CheckpointFolder.DEPTH_MAX
        ? Optional.of(named(known, names[0], names[1].replaceFirst("^[vV](?=[0-9])", "")))
        : known;
  }

  /** The deployment status that a manifest declares; empty when it declares none. */
  static String status(ModelManifest manifest) {
    JsonNode status = tree(manifest.json(), "").path(STATUS);
    return status.isTextual() ? status.textValue() : "";
  }

  private static ModelManifest with(
      ModelManifest other,
      String name,
      String type,
      String version,
      String symbol,
      Optional<Timeframe> timeframe) {
    return new ModelManifest(
        name,
        type,
        version,
        symbol,
        timeframe,
        other.format(),
        other.sha256(),
        other.features(),
        other.observation(),
        other.window(),
        other.output(),
        other.missing(),
        other.golden(),
        other.json());
  }

  private static ModelManifest read(JsonBlock root, String json) {
    String type = root.text("type", LABEL, "a label of up to 64 letters and digits");
    root.object("reference");
    root.object("trained");
    VecNormalizeBlock.check(root);
    root.text(STATUS, STATUS_WORD, "a word such as production");
    return new ModelManifest(
        either(root.text("name", LABEL, "a name of up to 64 letters and digits"), type),
        type,
        root.text("version", VERSION, "a bare version such as 1.2.3"),
        symbol(root, "symbol"),
        timeframe(root),
        root.text("format", FORMAT, "a word such as json"),
        root.text("sha256", SHA256, "64 hexadecimal digits").toLowerCase(Locale.ROOT),
        features(root),
        ObservationBlock.read(root),
        root.integer("window", 1, 1, WINDOW_MAX),
        OutputBlock.read(root),
        missing(root),
        GoldenBlock.read(root),
        json);
  }

  private static String either(String declared, String otherwise) {
    return declared.isEmpty() ? otherwise : declared;
  }

  /** A symbol in canonical form: upper-case, without a prefix like {@code C:}. */
  static String symbol(JsonBlock block, String key) {
    String raw = block.text(key);
    if (raw.isEmpty()) {
      return "";
    }
    try {
      return Instrument.canonical(raw.substring(raw.indexOf(':') + 1));
    } catch (InferenceException e) {
      block.fault(
          key, "1 to 32 of letters, digits, _ and - that are not reserved", OneLine.quote(raw));
      return "";
    }
  }

  private static Optional<Timeframe> timeframe(JsonBlock root) {
    String code = root.text("timeframe");
    Optional<Timeframe> timeframe = Timeframe.find(code);
    if (!code.isEmpty() && timeframe.isEmpty()) {
      root.fault("timeframe", "one of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w", OneLine.quote(code));
    }
    return timeframe;
  }

  private static List<String> features(JsonBlock root) {
    List<JsonNode> elements = root.array("features", FEATURES_MAX);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      JsonNode element = elements.get(i);
      String where = "features[" + i + "]";
      if (!element.isTextual() || element.textValue().isBlank()) {
        root.fault(where, "a feature name", JsonText.of(element));
      } else if (!seen.add(element.textValue())) {
        root.fault(where, "each feature once", JsonText.of(element) + " again");
      }
    }
    return elements.stream().map(JsonNode::asText).toList();
  }

  private static MissingPolicy missing(JsonBlock root) {
    String word = root.text("missing");
    return switch (word) {
      case "" -> MissingPolicy.MODEL;
      case "pass" -> MissingPolicy.PASS;
      case "hold" -> MissingPolicy.HOLD;
      default -> {
        root.fault("missing", "pass or hold", OneLine.quote(word));
        yield MissingPolicy.MODEL;
      }
    };
  }

  /** Checks fields against each other; only where each is right by itself. */
  private static void checkTogether(JsonBlock root, ModelManifest manifest) {
    if (!root.faults().isEmpty()) {
      return;
    }
    boolean agent = !manifest.observation().isEmpty();
    if (agent && !manifest.features().isEmpty()) {
      root.fault("observation", "either features or an observation", "both");
    }
    int inputs = agent ? manifest.observation().size() : manifest.features().size();
    manifest
        .golden()
        .ifPresent(golden -> GoldenBlock.checkWidth(root, golden, inputs * manifest.window()));
    manifest.output().ifPresent(output -> OutputBlock.checkLabels(root, output));
  }

  /** The document of a manifest that was read before. */
  static JsonBlock block(ModelManifest manifest, String location) {
    return new JsonBlock("", tree(manifest.json(), location), new Faults(), KEYS);
  }

  private static JsonNode tree(String json, String location) {
    if (json.length() > LENGTH_MAX) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          OneLine.text(location)
              + ": expected a manifest of at most "
              + LENGTH_MAX
              + " characters, found "
              + json.length());
    }
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root.isObject()) {
        return root;
      }
      String found = root.isMissingNode() ? "nothing" : JsonText.of(root);
      throw malformed(location, "found " + found, null);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw malformed(location, "found: " + OneLine.text(e.getOriginalMessage()) + where, e);
    }
  }

  private static InferenceException malformed(
      String location, String found, @Nullable Throwable cause) {
    return new InferenceException(
        ErrorCode.MALFORMED_MODEL,
        OneLine.text(location) + ": expected a manifest, one JSON object, " + found,
        cause);
  }

  private static ObjectMapper strictMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The table of names is shared by all parsers: keys of unknown origin stay out of it.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}

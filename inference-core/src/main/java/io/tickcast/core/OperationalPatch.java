package io.tickcast.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A document with the card's block {@code operational} and the block {@code trading}, laid over a
 * configuration: what it does not name stays as it is there. <i>Immutable.</i>
 *
 * @param config what comes out
 * @param models which model is to serve, as far as the document says it
 * @param settings what the document names
 */
public record OperationalPatch(
    OperationalConfig config, ModelChoice models, Set<OperationalSetting> settings) {
  /** The blocks of a document; each may be absent, but not both. */
  private static final List<String> ROOTS = List.of("operational", "trading");

  private static final int DEPTH_MAX = 16;
  private static final int NUMBER_LENGTH_MAX = 100;

  /** Whatever is called like this has no place in a document that others can read. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(passw|passphrase|secret|token|credential|api[-_]?key|private[-_]?key).*");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Copies the set. */
  public OperationalPatch {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(models, "models");
    settings = Set.copyOf(settings);
  }

  /**
   * Reads a document, whole or not at all.
   *
   * @param json such as {@code {"operational": {"inference_settings": {"confidence_threshold":
   *     0.8}}}}
   * @param base what holds where the document says nothing; what is {@linkplain
   *     OperationalSetting#isChangeable() not changeable} stays as it is there
   * @param location the document, for messages
   * @throws InferenceException (INVALID_CONFIGURATION) with each setting that does not do: an
   *     unknown name, a wrong type, a value out of its range, a fixed setting, a secret
   */
  public static OperationalPatch read(String json, OperationalConfig base, String location) {
    Faults faults = new Faults();
    JsonNode root = root(json, location);
    refuseSecrets("", root, faults);
    faults.throwIfAny(ErrorCode.INVALID_CONFIGURATION, location);
    JsonBlock document = new JsonBlock("", root, faults, ROOTS);
    if (ROOTS.stream().noneMatch(document::has)) {
      faults.add(ROOTS.get(0), "an object", "none");
    }
    Map<OperationalSetting, Object> said = new EnumMap<>(OperationalSetting.class);
    ROOTS.forEach(name -> block(name, name, document, base, faults, said));
    OperationalValues values = new OperationalValues(base);
    said.forEach(values::put);
    // One value may fit alone, and not with another one.
    OperationalConfig config = faults.isEmpty() ? whole(values, base, faults) : base;
    faults.throwIfAny(ErrorCode.INVALID_CONFIGURATION, location);
    return new OperationalPatch(config, models(said), said.keySet());
  }

  private static JsonNode root(String json, String location) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root == null || !root.isObject()) {
        throw malformed(location, "something else");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw malformed(location, OneLine.text(e.getOriginalMessage()));
    }
  }

  private static InferenceException malformed(String location, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        OneLine.text(location) + ": expected a JSON object, found " + found);
  }

  /** Values are never quoted here. */
  private static void refuseSecrets(String path, JsonNode node, Faults faults) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      if (SECRET.matcher(field.getKey()).matches()) {
        faults.add(
            OneLine.quote(at), "no secret, which belongs into a file or the environment", "one");
      } else {
        refuseSecrets(at, field.getValue(), faults);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> refuseSecrets(path, element, faults));
    }
  }

  /** Reads a block with those inside it. */
  private static void block(
      String path,
      String name,
      JsonBlock parent,
      OperationalConfig base,
      Faults faults,
      Map<OperationalSetting, Object> said) {
    List<OperationalSetting> settings = OperationalSetting.of(path);
    List<String> inner = inner(path);
    List<String> known = new ArrayList<>(inner);
    settings.forEach(setting -> known.add(setting.key()));
    Optional<JsonNode> node = parent.object(name);
    if (node.isEmpty()) {
      return;
    }
    for (OperationalSetting setting : settings) {
      if (node.get().hasNonNull(setting.key())) {
        read(setting, node.get().get(setting.key()), base, faults)
            .ifPresent(value -> said.put(setting, value));
      }
    }
    JsonBlock block = new JsonBlock(path, node.get(), faults, known);
    inner.forEach(each -> block(path + "." + each, each, block, base, faults, said));
  }

  /** The names of the blocks right inside one. */
  private static List<String> inner(String path) {
    return Arrays.stream(OperationalSetting.values())
        .map(OperationalSetting::block)
        .filter(block -> block.startsWith(path + "."))
        .map(block -> block.substring(path.length() + 1))
        .distinct()
        .toList();
  }

  private static Optional<Object> read(
      OperationalSetting setting, JsonNode node, OperationalConfig base, Faults faults) {
    Optional<Object> value = setting.kind().read(node);
    if (value.isEmpty()) {
      faults.add(setting.path(), setting.kind().expected(), JsonText.of(node));
      return value;
    }
    if (setting.value(base).isEmpty()) {
      return value;
    }
    if (!setting.isChangeable()) {
      setting.requireSame(base, value.get(), faults);
      return Optional.empty();
    }
    if (!setting.kind().isRanged()) {
      return value;
    }
    OperationalValues alone = new OperationalValues(base);
    alone.put(setting, value.get());
    return fits(alone, setting.block(), faults) ? value : Optional.empty();
  }

  private static boolean fits(OperationalValues values, String block, Faults faults) {
    try {
      values.config();
      return true;
    } catch (InferenceException e) {
      // What concerns more than one block names its own.
      String message = String.valueOf(e.getMessage());
      faults.add((message.startsWith("sizing.") ? "trading" : block) + "." + message);
      return false;
    }
  }

  private static OperationalConfig whole(
      OperationalValues values, OperationalConfig base, Faults faults) {
    return fits(values, "operational.signal_generation", faults) ? values.config() : base;
  }

  private static ModelChoice models(Map<OperationalSetting, Object> said) {
    return new ModelChoice(
        text(said, OperationalSetting.MODEL_TYPE),
        text(said, OperationalSetting.MODEL_VERSION),
        text(said, OperationalSetting.CHECKPOINT_PATH),
        Optional.ofNullable((Boolean) said.get(OperationalSetting.AUTO_RELOAD)));
  }

  private static Optional<String> text(
      Map<OperationalSetting, Object> said, OperationalSetting setting) {
    return Optional.ofNullable((String) said.get(setting));
  }

  /** The paths of what the document names, in order. */
  public List<String> paths() {
    return new ArrayList<>(new TreeSet<>(settings.stream().map(OperationalSetting::path).toList()));
  }
}

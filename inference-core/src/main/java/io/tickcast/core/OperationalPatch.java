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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A document with the card's block {@code operational}, laid over a configuration: what it does not
 * name stays as it is there. <i>Immutable.</i>
 *
 * @param config what comes out
 * @param models which model is to serve, as far as the document says it
 * @param settings what the document names
 */
public record OperationalPatch(
    OperationalConfig config, ModelChoice models, Set<OperationalSetting> settings) {
  private static final String ROOT = "operational";
  private static final int DEPTH_MAX = 16;
  private static final int NUMBER_LENGTH_MAX = 100;
  private static final List<String> BLOCKS =
      List.of("model_config", "inference_settings", "signal_generation", "monitoring");

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
    JsonBlock document = new JsonBlock("", root, faults, List.of(ROOT));
    Map<OperationalSetting, Object> said = new EnumMap<>(OperationalSetting.class);
    document
        .block(ROOT, BLOCKS)
        .ifPresentOrElse(
            operational ->
                BLOCKS.forEach(name -> said.putAll(block(name, operational, base, faults))),
            () -> faults.add(ROOT, "an object", document.has(ROOT) ? "something else" : "none"));
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

  private static Map<OperationalSetting, Object> block(
      String name, JsonBlock operational, OperationalConfig base, Faults faults) {
    Map<OperationalSetting, Object> said = new EnumMap<>(OperationalSetting.class);
    List<OperationalSetting> settings = OperationalSetting.of(name);
    List<String> known = settings.stream().map(OperationalSetting::key).toList();
    Optional<JsonNode> node = operational.object(name);
    // Looked into for the keys that nobody knows.
    operational.block(name, known);
    for (OperationalSetting setting : settings) {
      if (node.isPresent() && node.get().hasNonNull(setting.key())) {
        read(setting, node.get().get(setting.key()), base, faults)
            .ifPresent(value -> said.put(setting, value));
      }
    }
    return said;
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
    OperationalValues alone = new OperationalValues(base);
    alone.put(setting, value.get());
    return fits(alone, setting.block(), faults) ? value : Optional.empty();
  }

  private static boolean fits(OperationalValues values, String block, Faults faults) {
    try {
      values.config();
      return true;
    } catch (InferenceException e) {
      faults.add(ROOT + "." + block + "." + e.getMessage());
      return false;
    }
  }

  private static OperationalConfig whole(
      OperationalValues values, OperationalConfig base, Faults faults) {
    return fits(values, "signal_generation", faults) ? values.config() : base;
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

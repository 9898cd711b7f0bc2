package io.tickcast.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Keeps the settings of each operational configuration once, in a file that is called like its id,
 * so that a replay can take up what decisions were made with. <i>Thread-safe.</i>
 */
final class ConfigStore {
  /** The folder inside that of a journal. */
  static final String FOLDER = "configs";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".json";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final String FALLBACK = "fallback";
  private static final String TRADING = "trading";

  private final Path folder;
  private final Map<String, OperationalConfig> known = new ConcurrentHashMap<>();

  ConfigStore(Path journal) {
    this.folder = journal.resolve(FOLDER);
  }

  /**
   * Keeps settings, on disk when it returns.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when they can not be written
   */
  void keep(String id, OperationalConfig config) {
    if (known.containsKey(id)) {
      return;
    }
    Path file = folder.resolve(id + SUFFIX);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        DurableFile.write(file, text(config));
      }
    } catch (IOException e) {
      throw unavailable("expected to write '" + file + "', found " + OneLine.of(e), e);
    }
    known.put(id, config);
  }

  /**
   * The settings of an id; empty when they are not there.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE, MALFORMED_DATA) when they can not be read
   */
  Optional<OperationalConfig> find(String id) {
    OperationalConfig config = known.get(id);
    if (config != null) {
      return Optional.of(config);
    }
    Path file = folder.resolve(id + SUFFIX);
    if (!ID.matcher(id).matches() || !Files.exists(file)) {
      return Optional.empty();
    }
    OperationalConfig read = read(file);
    known.put(id, read);
    return Optional.of(read);
  }

  private static byte[] text(OperationalConfig config) {
    ObjectNode settings = JSON.createObjectNode();
    for (OperationalSetting setting : OperationalSetting.values()) {
      if (!setting.isTrading()) {
        setting.text(config).ifPresent(text -> settings.put(setting.path(), text));
      }
    }
    if (!config.trading().equals(TradingSettings.defaults())) {
      TradingJson.write(config.trading(), settings.putObject(TRADING));
    }
    config.fallback().ifPresent(fallback -> write(fallback, settings.putObject(FALLBACK)));
    ObjectNode document = JSON.createObjectNode();
    document.put("sha256", digest(settings));
    document.set("settings", settings);
    return document.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(JsonNode settings) {
    return ModelArtifact.sha256(settings.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(FallbackSettings fallback, ObjectNode to) {
    to.put("source", fallback.source()).put("signals", fallback.signals().code());
    fallback.maxSize().ifPresent(size -> to.put("max_size", BigDecimal.valueOf(size).toString()));
    fallback.silence().ifPresent(span -> to.put("silence", span.toString()));
    to.put("interval", fallback.interval().toString());
    to.put("timeout", fallback.timeout().toString());
  }

  private static OperationalConfig read(Path file) {
    try {
      JsonNode document = JSON.readTree(Files.readAllBytes(file));
      JsonNode settings = document.path("settings");
      if (!document.path("sha256").asText().equals(digest(settings))) {
        throw PayloadReader.malformed(
            "the settings that '" + file + "' was written with", "others");
      }
      return config(settings);
    } catch (JsonProcessingException e) {
      throw PayloadReader.malformed("JSON in '" + file + "'", OneLine.text(e.getOriginalMessage()));
    } catch (IOException e) {
      throw unavailable("expected to read '" + file + "', found " + OneLine.of(e), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PayloadReader.malformed("settings in '" + file + "'", OneLine.of(e));
    }
  }

  /** A setting that was not there yet when it was written has its default. */
  private static OperationalConfig config(JsonNode settings) {
    JsonNode trading = settings.path(TRADING);
    OperationalConfig base = OperationalConfig.defaults();
    OperationalValues values =
        new OperationalValues(
            trading.isObject() ? base.withTrading(TradingJson.read(trading)) : base);
    for (OperationalSetting setting : OperationalSetting.values()) {
      if (settings.hasNonNull(setting.path())) {
        values.put(setting, setting.kind().parse(settings.get(setting.path()).asText()));
      }
    }
    JsonNode fallback = settings.path(FALLBACK);
    return values.config(fallback.isObject() ? Optional.of(fallback(fallback)) : Optional.empty());
  }

  private static FallbackSettings fallback(JsonNode node) {
    return new FallbackSettings(
        node.path("source").asText(),
        FallbackSettings.Signals.valueOf(node.path("signals").asText().toUpperCase(Locale.ROOT)),
        said(node, "max_size").map(Double::valueOf),
        said(node, "silence").map(Duration::parse),
        Duration.parse(node.path("interval").asText()),
        Duration.parse(node.path("timeout").asText()));
  }

  private static Optional<String> said(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }

  private static InferenceException unavailable(String message, IOException cause) {
    return new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, message, cause);
  }
}

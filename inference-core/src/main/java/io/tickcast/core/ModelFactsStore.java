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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the facts about each model once, in a file that is called like the digest of what it holds,
 * so that decisions name them by 8 bytes. <i>Thread-safe.</i>
 */
final class ModelFactsStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_DIGITS = 16;
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ConcurrentHashMap<Long, ModelFacts> byId = new ConcurrentHashMap<>();

  ModelFactsStore(Path folder) {
    this.folder = folder;
  }

  /** The id of some facts: the first 8 bytes of the sha256 of their text. */
  static long id(String version, String sha256, List<String> inputs, List<String> outputs) {
    byte[] text = text(version, sha256, inputs, outputs);
    return Long.parseUnsignedLong(ModelArtifact.sha256(text).substring(0, ID_DIGITS), 16);
  }

  private static byte[] text(
      String version, String sha256, List<String> inputs, List<String> outputs) {
    ObjectNode node = JSON.createObjectNode();
    node.put("model_version", version).put("sha256", sha256);
    inputs.forEach(node.putArray("inputs")::add);
    outputs.forEach(node.putArray("outputs")::add);
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what is there.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE, MALFORMED_DATA) when it can not be read, or
   *     is not what its name says
   */
  void open() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(this::read);
    } catch (IOException e) {
      throw unavailable("expected to read '" + folder + "', found " + OneLine.of(e), e);
    }
  }

  /**
   * Keeps facts, on disk when it returns.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when they can not be written
   */
  void keep(ModelFacts facts) {
    if (byId.containsKey(facts.id())) {
      return;
    }
    Path file = folder.resolve(name(facts.id()) + SUFFIX);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        DurableFile.write(
            file, text(facts.modelVersion(), facts.sha256(), facts.inputs(), facts.outputs()));
      }
    } catch (IOException e) {
      throw unavailable("expected to write '" + file + "', found " + OneLine.of(e), e);
    }
    byId.put(facts.id(), facts);
  }

  /**
   * The facts of an id.
   *
   * @throws InferenceException (MALFORMED_DATA) when they are not there
   */
  ModelFacts facts(long id) {
    ModelFacts facts = byId.get(id);
    if (facts == null) {
      throw PayloadReader.malformed("the facts about model " + name(id), "no file of that name");
    }
    return facts;
  }

  private void read(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unavailable("expected to read '" + file + "', found " + OneLine.of(e), e);
    }
    ModelFacts facts = parse(file, text);
    if (!file.getFileName().toString().equals(name(facts.id()) + SUFFIX)) {
      throw PayloadReader.malformed("the facts that '" + file + "' is called after", "others");
    }
    byId.put(facts.id(), facts);
  }

  private static ModelFacts parse(Path file, byte[] text) {
    try {
      JsonNode node = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      return ModelFacts.of(
          node.path("model_version").asText(),
          node.path("sha256").asText(),
          names(node.path("inputs")),
          names(node.path("outputs")));
    } catch (JsonProcessingException e) {
      throw PayloadReader.malformed("JSON in '" + file + "'", OneLine.text(e.getOriginalMessage()));
    }
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static String name(long id) {
    String digits = Long.toHexString(id);
    return "0".repeat(ID_DIGITS - digits.length()) + digits;
  }

  private static InferenceException unavailable(String message, IOException cause) {
    return new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, message, cause);
  }
}

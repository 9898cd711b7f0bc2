package io.tickcast.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the facts about each model once, in a file that is called like the digest of what it holds,
 * so that decisions name them by 8 bytes. <i>Thread-safe.</i>
 */
final class ModelFactsStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_DIGITS = 16;

  private final Path folder;
  private final ConcurrentHashMap<Long, ModelFacts> byId = new ConcurrentHashMap<>();

  ModelFactsStore(Path folder) {
    this.folder = folder;
  }

  /** The id of some facts: the first 8 bytes of the sha256 of their text. */
  static long id(ModelFacts facts) {
    return Long.parseUnsignedLong(ModelArtifact.sha256(text(facts)).substring(0, ID_DIGITS), 16);
  }

  private static byte[] text(ModelFacts facts) {
    ObjectNode node = JSON.createObjectNode();
    node.put("model_version", facts.modelVersion()).put("sha256", facts.sha256());
    facts.inputs().forEach(node.putArray("inputs")::add);
    facts.outputs().forEach(node.putArray("outputs")::add);
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Keeps facts, on disk when it returns.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when they can not be written
   */
  void keep(ModelFacts facts) {
    long id = id(facts);
    if (byId.containsKey(id)) {
      return;
    }
    Path file = file(id);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        write(file, text(facts));
      }
    } catch (IOException e) {
      throw unavailable("expected to write '" + file + "', found " + OneLine.of(e), e);
    }
    byId.put(id, facts);
  }

  /** Whole or not at all, also when the power fails. */
  private void write(Path file, byte[] text) throws IOException {
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.write(part, text);
    force(part, StandardOpenOption.WRITE);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  /**
   * The facts of an id.
   *
   * @throws InferenceException (NOT_FOUND, MALFORMED_DATA) when they are not there, or another
   *     content
   */
  ModelFacts facts(long id) {
    return byId.computeIfAbsent(id, this::read);
  }

  private ModelFacts read(long id) {
    Path file = file(id);
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected the facts about a model in '" + file + "', found " + OneLine.of(e),
          e);
    }
    ModelFacts facts = parse(file, text);
    if (id(facts) != id) {
      throw PayloadReader.malformed("facts of digest " + name(id) + " in '" + file + "'", "others");
    }
    return facts;
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

  private Path file(long id) {
    return folder.resolve(name(id) + ".json");
  }

  private static String name(long id) {
    String digits = Long.toHexString(id);
    return "0".repeat(ID_DIGITS - digits.length()) + digits;
  }

  private static InferenceException unavailable(String message, IOException cause) {
    return new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, message, cause);
  }
}

package io.tickcast.backend.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.ZipArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Agents that are changed for a test, and what comes of loading them. */
final class Agents {
  private Agents() {}

  static Model load(ModelArtifact artifact) {
    return new Sb3ModelProvider().load(artifact, part -> null);
  }

  /** The one clear fault that a load ends in. */
  static InferenceException fault(ModelArtifact artifact) {
    InferenceException fault =
        catchThrowableOfType(InferenceException.class, () -> load(artifact).close());
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).startsWith(artifact.location() + ": ").hasSizeLessThan(401);
    assertThat(fault.getMessage().chars()).noneMatch(Character::isISOControl);
    return fault;
  }

  static ModelArtifact artifact(byte[] bytes) {
    return ModelArtifact.of("agent.zip", bytes);
  }

  /** An agent with one entry changed. */
  static ModelArtifact changed(String name, String entry, UnaryOperator<byte[]> change) {
    Map<String, byte[]> entries = entries(AgentCase.bytes(name + ".zip"));
    entries.put(entry, change.apply(entries.getOrDefault(entry, new byte[0])));
    return artifact(zip(entries));
  }

  /** An agent with a text of its JSON replaced, which has to be there. */
  static ModelArtifact data(String name, String old, String replacement) {
    return changed(
        name,
        "data",
        bytes -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(text).contains(old);
          return text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
        });
  }

  static Map<String, byte[]> entries(byte[] zip) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    ZipArchive archive = ZipArchive.open(ByteBuffer.wrap(zip), Sb3File.limits());
    for (String name : archive.names()) {
      ByteBuffer content = archive.entry(name);
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      entries.put(name, bytes);
    }
    return entries;
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

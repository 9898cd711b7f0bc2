package io.tickcast.benchmarks;

import io.tickcast.api.FrameKind;
import io.tickcast.api.ModelArtifact;
import io.tickcast.core.Manifests;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The demo's model and its recorded messages of real bars. */
public final class DemoData {
  private static final String FOLDER = "/io/tickcast/examples/service/demo/";
  private static final String MODEL = "xgboost_eurusd_1h_v1.0.0.ubj";
  private static final String RECORDING = "eurusd_1h.rec.gz";

  private DemoData() {}

  static ModelArtifact model() {
    return ModelArtifact.of(MODEL, modelFile())
        .withManifest(Manifests.parse(modelManifest(), MODEL + ".manifest.json"));
  }

  /** A recorded message. */
  record Message(long receivedAtNanos, byte[] content) {}

  /** The bytes of the demo's model. */
  public static byte[] modelFile() {
    return resource(MODEL);
  }

  /** The manifest of the demo's model, as its file holds it. */
  public static String modelManifest() {
    return new String(resource(MODEL + ".manifest.json"), StandardCharsets.UTF_8);
  }

  /**
   * The contents of the first messages of the recording.
   *
   * @param count how many, at most 6,262
   */
  public static byte[][] messages(int count) {
    return recorded(count).stream().map(Message::content).toArray(byte[][]::new);
  }

  /** The first messages of the recording. */
  static List<Message> recorded(int count) {
    List<Message> messages = new ArrayList<>(count);
    try (InputStream in = new BufferedInputStream(new GZIPInputStream(open(RECORDING)))) {
      line(in);
      while (messages.size() < count) {
        String[] header = line(in).split(" ");
        if (!header[1].equals(FrameKind.FEATURES.code())) {
          throw new IllegalStateException("expected features, found " + header[1]);
        }
        byte[] content = in.readNBytes(Integer.parseInt(header[3]));
        messages.add(new Message(Long.parseLong(header[0]), content));
        line(in);
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int value = in.read(); value != '\n'; value = in.read()) {
      if (value < 0) {
        throw new IOException("expected a line, found the end");
      }
      line.write(value);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    return read(open(name));
  }

  private static byte[] read(@Nullable InputStream resource) {
    try (InputStream in = Objects.requireNonNull(resource, "a resource")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(DemoData.class.getResourceAsStream(FOLDER + name), name);
  }
}

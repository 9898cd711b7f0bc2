package io.tickcast.core;

import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameKind;
import io.tickcast.tck.FeatureSourceTck;
import io.tickcast.tck.SampleFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class RecordedSourceTckTest extends FeatureSourceTck {
  /** What the clock of the suite shows: a recording brings its own receipt times. */
  private static final long SUITE_NANOS = 1_760_867_700_123_456_789L;

  @TempDir Path folder;
  private final List<SampleFrame> published = new ArrayList<>();

  @Override
  protected FeatureSourceProvider provider() {
    return new RecordedSourceProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("file", file().toString());
  }

  @Override
  protected boolean finite() {
    return true;
  }

  @Override
  protected Set<FrameKind> kinds() {
    return Set.of(FrameKind.values());
  }

  @Override
  protected void publish(SampleFrame frame) {
    published.add(frame);
    try (RecordingWriter writer =
        Recording.write(Files.newOutputStream(file()), file().toString())) {
      for (SampleFrame one : published) {
        writer.onFrame(one.kind(), one.channel(), one.content(), SUITE_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("frames.rec");
  }
}

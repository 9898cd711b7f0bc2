package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Probe;
import io.tickcast.tck.Damage.Damaged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a provider says of bytes. */
final class ProbeRules {
  private ProbeRules() {}

  static void saysYesToItsOwn(ModelSubject subject) {
    ModelArtifact good = subject.artifact();
    Probe first = subject.provider().probe(good);
    assertThat(first).as("probe of %s", good).isInstanceOf(Probe.Yes.class);
    assertThat(subject.provider().probe(good)).as("probe of the same, again").isEqualTo(first);
    ModelArtifact renamed =
        new ModelArtifact(
            "tck-renamed",
            good.content(),
            good.sha256(),
            good.manifest(),
            good.attachments(),
            good.options());
    assertThat(subject.provider().probe(renamed))
        .as("probe of the same bytes under another name")
        .isEqualTo(first);
  }

  static void saysYesToNothingElse(ModelSubject subject) {
    for (Damaged noise : Damage.noise()) {
      assertThat(probe(subject, subject.foreign(noise.content()), noise.what()))
          .as("probe of %s", noise.what())
          .isNotInstanceOf(Probe.Yes.class);
    }
  }

  static void neverThrows(ModelSubject subject) {
    byte[] good = subject.bytes();
    List<Damaged> damaged = new ArrayList<>(Damage.truncations(good));
    damaged.addAll(Damage.flips(good));
    for (Damaged one : damaged) {
      assertThat(probe(subject, subject.with(one.content()), one.what()))
          .as("probe of a model with %s", one.what())
          .isNotNull();
    }
  }

  private static Probe probe(ModelSubject subject, ModelArtifact artifact, String what) {
    try {
      return subject.provider().probe(artifact);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("expected an answer to the probe of " + what + ", found " + e, e);
    }
  }

  static void leavesBuffersAlone(ModelSubject subject) {
    ByteBuffer content = ByteBuffer.wrap(subject.bytes());
    Map<String, ByteBuffer> attachments = new LinkedHashMap<>();
    subject.artifact().attachments().forEach((role, bytes) -> attachments.put(role, copy(bytes)));
    // A role that no provider asks for by name, so that there is one for those without any.
    attachments.putIfAbsent("tck", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    ModelArtifact artifact =
        new ModelArtifact(
            subject.artifact().location(),
            content,
            subject.artifact().sha256(),
            subject.artifact().manifest(),
            attachments,
            subject.artifact().options());
    Map<String, ByteBuffer> before = new LinkedHashMap<>();
    attachments.forEach((role, bytes) -> before.put(role, copy(bytes)));

    subject.provider().probe(artifact);
    subject.load(artifact).close();

    assertThat(content.array()).as("content").isEqualTo(subject.bytes());
    assertThat(artifact.content().remaining()).as("content").isEqualTo(content.capacity());
    // Equal buffers have the same bytes between position and limit.
    assertThat(artifact.attachments()).as("attachments").isEqualTo(before);
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return ByteBuffer.wrap(copy);
  }
}

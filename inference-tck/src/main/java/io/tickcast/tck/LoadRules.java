package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.Probe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What loading gives. */
final class LoadRules {
  private LoadRules() {}

  static void signatureIsConstantAndConsistent(ModelSubject subject) {
    try (Model model = subject.load()) {
      ModelSignature signature = model.signature();
      assertThat(model.signature()).as("signature, asked again").isSameAs(signature);
      for (double[] row : subject.goldenRows()) {
        assertThat(row.length).as("width of a golden row").isEqualTo(signature.width());
      }
      assertThat(signature.outputs())
          .as("outputs")
          .doesNotHaveDuplicates()
          .extracting(Output::name)
          .doesNotContain("");
      if (!signature.named()) {
        assertThat(signature.inputNames()).as("all inputs are named or none").containsOnly("");
        return;
      }
      List<String> keys = new ArrayList<>();
      for (Input input : signature.inputs()) {
        keys.add(input.symbol() + "/" + input.kind() + "/" + input.name());
      }
      assertThat(keys).as("inputs by symbol, kind and name").doesNotHaveDuplicates();
    }
  }

  static void agreesWithTheManifest(ModelSubject subject) {
    List<String> names = new ArrayList<>();
    ModelManifest base;
    try (Model model = subject.load()) {
      for (int i = 0; i < model.signature().inputs().size(); i++) {
        String name = model.signature().inputs().get(i).name();
        names.add(name.isEmpty() ? "tck_" + i : name);
      }
      base = subject.artifact().manifest().orElseGet(() -> Manifests.bare(List.of()));
    }
    boolean agent = !base.observation().isEmpty();
    List<String> features = agent ? base.features() : names;
    ModelManifest right = Manifests.withInputs(base, features, base.observation());
    try (Model model = subject.load(subject.artifact().withManifest(right))) {
      assertThat(model.signature().inputNames()).as("names of the inputs").isEqualTo(names);
    }
    ModelManifest wrong =
        agent
            ? Manifests.withInputs(base, features, more(base.observation()))
            : Manifests.withInputs(base, append(names, "tck_one_too_many"), List.of());
    assertThatExceptionOfType(InferenceException.class)
        .as("load with a manifest that declares one input too many")
        .isThrownBy(() -> subject.load(subject.artifact().withManifest(wrong)).close())
        .extracting(InferenceException::code)
        .isEqualTo(ErrorCode.SCHEMA_MISMATCH);
  }

  private static List<Input> more(List<Input> inputs) {
    return append(inputs, Input.feature("tck_one_too_many"));
  }

  private static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  static void anyBufferGivesTheSameModel(ModelSubject subject) {
    byte[] bytes = subject.bytes();
    String sha256 = ModelArtifact.sha256(bytes);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    direct.put(bytes).flip();
    byte[] padded = new byte[bytes.length + 14];
    Arrays.fill(padded, (byte) 0x5A);
    System.arraycopy(bytes, 0, padded, 7, bytes.length);
    ByteBuffer slice = ByteBuffer.wrap(padded, 7, bytes.length).slice();
    try (Model model = subject.load()) {
      double[][] rows = subject.rows(model);
      double[][] expected = ModelSubject.predictAll(model, rows);
      assertPredicts(subject, subject.with(bytes), rows, expected, "from a heap buffer");
      assertPredicts(subject, subject.with(direct, sha256), rows, expected, "from a direct buffer");
      assertPredicts(subject, subject.with(slice, sha256), rows, expected, "from a slice");
    }
  }

  private static void assertPredicts(
      ModelSubject subject,
      ModelArtifact artifact,
      double[][] rows,
      double[][] expected,
      String where) {
    assertThat(subject.provider().probe(artifact)).as(where).isInstanceOf(Probe.Yes.class);
    try (Model model = subject.load(artifact)) {
      Rows.assertSameBits(ModelSubject.predictAll(model, rows), expected, where);
    }
  }

  static void keepsNothingOfTheArtifact(ModelSubject subject) {
    byte[] bytes = subject.bytes();
    try (Model good = subject.load();
        Model model = subject.load(subject.with(bytes))) {
      double[][] rows = subject.rows(good);
      double[][] expected = ModelSubject.predictAll(good, rows);
      Arrays.fill(bytes, (byte) 0xA5);
      Rows.assertSameBits(
          ModelSubject.predictAll(model, rows),
          expected,
          "after the bytes that it was loaded from were overwritten");
    }
  }

  static void twoLoadsAreEqual(ModelSubject subject) {
    try (Model one = subject.load();
        Model other = subject.load()) {
      assertThat(other.signature()).as("signature").isEqualTo(one.signature());
      assertThat(other.description()).as("description").isEqualTo(one.description());
      double[][] rows = subject.rows(one);
      Rows.assertSameBits(
          ModelSubject.predictAll(other, rows),
          ModelSubject.predictAll(one, rows),
          "second load of the same bytes");
    }
  }

  static void unknownEngineIsRefused(ModelSubject subject) {
    Map<String, String> options = new HashMap<>(subject.artifact().options());
    options.put("engine", "tck-no-such-engine");
    ModelArtifact artifact = subject.artifact().withOptions(options);
    if (subject.provider().probe(artifact) instanceof Probe.Yes) {
      assertThatExceptionOfType(InferenceException.class)
          .as("load with engine=tck-no-such-engine, after a probe that said yes")
          .isThrownBy(() -> subject.load(artifact).close());
    }
  }
}

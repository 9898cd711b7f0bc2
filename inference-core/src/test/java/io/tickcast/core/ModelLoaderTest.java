package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.core.FakeBackends.Scripted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
  private static final ModelArtifact JSON =
      ModelArtifact.of("model.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

  @Test
  void load_oneYes_isLoadedByThatBackend() {
    Model model = new FakeBackends.FakeModel();
    ModelLoader loader =
        loader(
            Scripted.answering("a", Probe.no()),
            new Scripted("b", artifact -> Probe.yes("json"), (artifact, context) -> model),
            Scripted.answering("c", Probe.refused("json", "too old")));
    assertThat(loader.load(JSON)).isSameAs(model);
    assertThat(loader.backends()).containsExactly("a", "b", "c");
    assertThat(loader.broken()).isEmpty();
  }

  @Test
  void load_noYes_listsEachAnswerAndWhatTheFileSeemsToBe() {
    ModelLoader loader =
        loader(
            Scripted.answering("a", Probe.no()),
            Scripted.answering("b", Probe.refused("xgboost-binary", "save it again\nas json")),
            new Scripted(
                "c",
                artifact -> {
                  throw new IllegalStateException("bug");
                },
                (artifact, context) -> new FakeBackends.FakeModel()));
    assertFailure(
        loader,
        JSON,
        ErrorCode.UNKNOWN_FORMAT,
        "model.json: expected one backend that takes it, found none (a: no; b: refuses"
            + " xgboost-binary, save it again as json; c: failed with IllegalStateException:"
            + " bug); the content seems to be JSON");
  }

  @Test
  void load_severalYes_isRefused() {
    ModelLoader loader =
        loader(Scripted.answering("a", Probe.yes("x")), Scripted.answering("b", Probe.yes("y")));
    assertFailure(
        loader,
        JSON,
        ErrorCode.UNKNOWN_FORMAT,
        "model.json: expected one backend that takes it, found 2 (a: yes, x; b: yes, y);"
            + " the content seems to be JSON");
  }

  @Test
  void load_noBackend_saysWhatToAdd() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader().load(JSON))
        .withMessageContaining("found none; the content seems to be JSON; add one of")
        .withMessageContaining("io.tickcast:inference-trees");
  }

  @Test
  void load_manifestWithAnotherSha256_isNotLoaded() {
    ModelLoader loader = loader(Scripted.answering("a", Probe.yes("json")));
    String other = "0".repeat(64);
    assertFailure(
        loader,
        JSON.withManifest(Manifests.parse("{\"sha256\":\"" + other + "\"}", "m")),
        ErrorCode.VERIFICATION_FAILED,
        "model.json: expected sha256 "
            + other
            + " as the manifest declares, found "
            + JSON.sha256());
    String same = "{\"sha256\":\"" + JSON.sha256().toUpperCase(Locale.ROOT) + "\"}";
    assertThat(loader.load(JSON.withManifest(Manifests.parse(same, "m")))).isNotNull();
  }

  @Test
  void load_backendThrows_isWrappedWithItsCause() {
    RuntimeException bug = new IllegalArgumentException("index 7\nof 3");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader(throwing(bug)).load(JSON))
        .withMessage(
            "model.json: expected a model from backend 'a', found IllegalArgumentException:"
                + " index 7 of 3")
        .withCause(bug)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL));
  }

  @Test
  void load_backendLacksALibrary_isAResourceFault() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader(throwing(new UnsatisfiedLinkError("libx.so"))).load(JSON))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  @Test
  void load_backendsOwnExceptionAndErrors_passThrough() {
    InferenceException own = new InferenceException(ErrorCode.UNSUPPORTED_MODEL, "no");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader(throwing(own)).load(JSON))
        .isSameAs(own);
    OutOfMemoryError error = new OutOfMemoryError("heap");
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> loader(throwing(error)).load(JSON))
        .isSameAs(error);
  }

  @Test
  void load_backendGivesNothing_isRefused() {
    BiFunction<ModelArtifact, LoadContext, Model> nothing = (artifact, context) -> null;
    ModelLoader loader = loader(new Scripted("a", artifact -> Probe.yes("x"), nothing));
    assertFailure(
        loader,
        JSON,
        ErrorCode.MALFORMED_MODEL,
        "model.json: expected a model from backend 'a', found none");
  }

  @Test
  void load_nested_choosesAgainAndIsBounded() {
    Model inner = new FakeBackends.FakeModel();
    ModelArtifact part = ModelArtifact.of("model.json!part", new byte[] {1});
    ModelLoader loader =
        loader(
            new Scripted(
                "outer",
                artifact -> artifact.content().remaining() > 1 ? Probe.yes("x") : Probe.no(),
                (artifact, context) -> context.nested(part)),
            new Scripted(
                "inner",
                artifact -> artifact.content().remaining() == 1 ? Probe.yes("x") : Probe.no(),
                (artifact, context) -> inner));
    assertThat(loader.load(JSON)).isSameAs(inner);

    AtomicInteger depth = new AtomicInteger();
    ModelLoader endless =
        loader(
            new Scripted(
                "a",
                artifact -> Probe.yes("x"),
                (artifact, context) -> {
                  depth.incrementAndGet();
                  return context.nested(artifact);
                }));
    assertFailure(
        endless,
        JSON,
        ErrorCode.LIMIT_EXCEEDED,
        "model.json: expected at most 8 models inside each other, found more");
    assertThat(depth).hasValue(9);
  }

  private static ModelProvider throwing(Throwable thrown) {
    return new Scripted(
        "a",
        artifact -> Probe.yes("x"),
        (artifact, context) -> {
          if (thrown instanceof RuntimeException exception) {
            throw exception;
          }
          throw (Error) thrown;
        });
  }

  /** Without services: the platform has none of ours. */
  private static ModelLoader loader(ModelProvider... providers) {
    return ModelLoader.create(ClassLoader.getPlatformClassLoader(), List.of(providers));
  }

  private static void assertFailure(
      ModelLoader loader, ModelArtifact artifact, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader.load(artifact))
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}

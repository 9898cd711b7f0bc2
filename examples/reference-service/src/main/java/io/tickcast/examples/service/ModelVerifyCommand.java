package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.ModelLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a model would be let in: a file without a service, or a version by a service. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Loads a model file as a service would, and compares it with its manifest: digest, names,",
      "golden rows, declared outputs. Needs no service; serves nothing.",
      "With --url, a running service does the same with a version from its stores, and compares",
      "the names with its feed too: verify VERSION [TARGET] --url URL."
    })
final class ModelVerifyCommand implements Callable<Integer> {
  private static final String URL = "--url";

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "FILE|VERSION",
      description = "The model file; with --url a version, such as 1.2.3 or latest.")
  private String what = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TARGET",
      description =
          "With --url: a binding, or one series such as EURUSD/5m (default: "
              + ConfiguredModels.DEFAULT
              + ").")
  private @Nullable String target;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "The model's manifest; by default <model>.manifest.json beside it.")
  private @Nullable Path manifest;

  @Mixin private ModelsClient client = new ModelsClient();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  ModelVerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    if (spec.commandLine().getParseResult().hasMatchedOption(URL)) {
      byService();
    } else {
      file();
    }
    return 0;
  }

  private void byService() throws InterruptedException {
    if (manifest != null) {
      throw usage("no --manifest with --url: the service has its own");
    }
    ObjectNode body =
        ModelsClient.body()
            .put("target", target == null ? ConfiguredModels.DEFAULT : target)
            .put("version", what);
    JsonNode answer = client.post("verify", body, session.environment());
    if (json) {
      session.console().line(answer.toString());
      return;
    }
    for (JsonNode each : answer.path("verifications")) {
      line(what, each.at("/verification/sha256").asText(), each.path("summary").asText());
    }
  }

  private void file() {
    if (target != null) {
      throw usage("no TARGET without --url: a file is verified by itself");
    }
    try (InferenceEngine engine =
        InferenceEngine.builder().classLoader(ModelVerifyCommand.class.getClassLoader()).build()) {
      LoadedModel model =
          engine.loadModel(ModelLoader.readFile(Path.of(what), Optional.ofNullable(manifest)));
      if (json) {
        session.console().line(model.verified().json());
      } else {
        line(model.modelVersion(), model.sha256(), model.verification());
      }
    }
  }

  private ParameterException usage(String expected) {
    return new ParameterException(spec.commandLine(), "expected " + expected + ", found one");
  }

  private void line(String version, String sha256, String found) {
    session.console().line(Failures.oneLine(version + ", sha256 " + sha256 + ": " + found));
  }
}

package io.tickcast.examples.service;

import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.ModelLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a model file would be let in, without a service. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Loads a model file as a service would, and compares it with its manifest: digest, names,",
      "golden rows, declared outputs. Needs no service; serves nothing."
    })
final class ModelVerifyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "The model file.")
  private Path file = Path.of("");

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "The model's manifest; by default <model>.manifest.json beside it.")
  private @Nullable Path manifest;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ModelVerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.commandLogging();
    try (InferenceEngine engine =
        InferenceEngine.builder().classLoader(ModelVerifyCommand.class.getClassLoader()).build()) {
      LoadedModel model =
          engine.loadModel(ModelLoader.readFile(file, Optional.ofNullable(manifest)));
      session
          .console()
          .line(
              json
                  ? model.verified().json()
                  : Failures.oneLine(
                      model.modelVersion()
                          + ", sha256 "
                          + model.sha256()
                          + ": "
                          + model.verification()));
    }
    return 0;
  }
}

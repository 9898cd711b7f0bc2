package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.core.ModelLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts the rows of a CSV file, one line of outputs per row, without any decision. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Predicts the rows of a CSV file and prints the model's outputs as CSV.")
final class PredictCommand implements Callable<Integer> {
  private static final Set<String> ENGINES = Set.of("java", "native", "djl");

  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--rows",
      required = true,
      paramLabel = "FILE.csv",
      description = "Rows with a header of feature names; an empty field is missing.")
  private Path rowsFile = Path.of("");

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "The model's manifest; by default <model>.manifest.json beside it.")
  private @Nullable Path manifest;

  @Option(
      names = "--vecnormalize",
      paramLabel = "FILE",
      description =
          "The pickled VecNormalize that an agent was trained with; by default what its manifest says.")
  private @Nullable Path vecNormalize;

  @Option(
      names = "--engine",
      paramLabel = "java|native|djl",
      description =
          "Pure Java, the default, or the producing library's own code; djl runs an agent on PyTorch's.")
  private @Nullable String engine;

  @Option(
      names = "--as-seen",
      description = {
        "The rows hold what the model sees, as golden rows do: scales and clips of the manifest are"
            + " applied to them already."
      })
  private boolean asSeen;

  PredictCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.commandLogging();
    if (engine != null && !ENGINES.contains(engine)) {
      throw new ParameterException(
          spec.commandLine(), "--engine: expected java, native or djl, found '" + engine + "'");
    }
    requireFile(rowsFile, "a CSV file of rows");
    try (InputStream bytes = Files.newInputStream(rowsFile);
        CsvReader reader = new CsvReader(rowsFile.toString(), bytes);
        Model model = load();
        Predictor predictor = model.newPredictor()) {
      predict(
          new FeatureRows(rowsFile.toString(), reader, model.signature(), asSeen),
          model,
          predictor);
    }
    return 0;
  }

  private Model load() {
    Optional<Path> declared = Optional.ofNullable(manifest);
    ModelArtifact artifact =
        vecNormalize == null
            ? ModelLoader.readFile(modelFile, declared)
            : ModelLoader.readFile(modelFile, declared, vecNormalize);
    if (engine != null) {
      artifact = artifact.withOptions(Map.of("engine", engine));
    }
    Model model =
        ModelLoader.create(PredictCommand.class.getClassLoader(), List.of()).load(artifact);
    if (vecNormalize != null && !isAgent(model.signature())) {
      model.close();
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "--vecnormalize: expected an agent, found '" + modelFile + "', which takes none");
    }
    return model;
  }

  private static boolean isAgent(ModelSignature signature) {
    return signature.outputs().stream().anyMatch(output -> output.role() == OutputRole.ACTION);
  }

  private void predict(FeatureRows rows, Model model, Predictor predictor) throws IOException {
    ModelSignature signature = model.signature();
    PrintStream out = session.console().out();
    int[] shown = shown(signature);
    out.append(header(signature, shown)).append('\n');
    double[] inputs = new double[signature.width()];
    double[] outputs = new double[signature.outputs().size()];
    StringBuilder line = new StringBuilder();
    long count = 0;
    try (Progress progress = session.progress()) {
      while (!session.console().outFailed() && rows.next(inputs)) {
        try {
          predictor.predict(inputs, outputs);
        } catch (InferenceException e) {
          throw new InferenceException(e.code(), rows.where() + ": " + e.getMessage(), e);
        }
        line.setLength(0);
        for (int i = 0; i < shown.length; i++) {
          line.append(i == 0 ? "" : ",").append(Numbers.shortest(outputs[shown[i]]));
        }
        out.append(line).append('\n');
        progress.show(++count, "rows");
      }
    }
  }

  /** Of an agent its actions alone: what its library's {@code predict} gives. */
  private static int[] shown(ModelSignature signature) {
    List<Output> outputs = signature.outputs();
    int[] actions =
        IntStream.range(0, outputs.size())
            .filter(i -> outputs.get(i).role() == OutputRole.ACTION)
            .toArray();
    return actions.length > 0 ? actions : IntStream.range(0, outputs.size()).toArray();
  }

  private static String header(ModelSignature signature, int[] shown) {
    return IntStream.of(shown)
        .mapToObj(i -> signature.outputs().get(i).name())
        .map(PredictCommand::field)
        .collect(Collectors.joining(","));
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void requireFile(Path file, String expected) {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected " + expected + ", found " + Paths.described(file));
    }
  }
}

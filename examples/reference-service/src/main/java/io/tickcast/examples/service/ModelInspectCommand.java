package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.CheckpointFile.Inspection;
import io.tickcast.checkpoint.CheckpointFile.Named;
import io.tickcast.checkpoint.Peek;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.core.ModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a model file is, what it takes and what it gives. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says what a model file is, what it takes and what it gives. Of a pickle that is refused it",
      "shows what that names; nothing in it is ever executed."
    })
final class ModelInspectCommand implements Callable<Integer> {
  private static final int NAMES_PER_LINE = 6;
  private static final int MOST_SYMBOLS = 1_000;

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

  ModelInspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    ModelArtifact artifact = ModelLoader.readFile(file, Optional.ofNullable(manifest));
    ModelLoader loader = ModelLoader.create(ModelInspectCommand.class.getClassLoader(), List.of());
    try (Model model = loader.load(artifact)) {
      if (json) {
        session.console().line(new ObjectMapper().writeValueAsString(object(artifact, model)));
      } else {
        print(artifact, model);
      }
    } catch (InferenceException e) {
      refusedPickle(artifact);
      throw e;
    }
    return 0;
  }

  /** Shows what a pickle names that is not loaded; nothing of it is ever called. */
  private void refusedPickle(ModelArtifact artifact) throws IOException {
    Optional<Peek> pickle = CheckpointFile.peek(artifact.content());
    Inspection found = CheckpointFile.inspect(artifact.content(), ReadLimits.DEFAULTS);
    if (pickle.isEmpty() && found.symbols().stream().noneMatch(ModelInspectCommand::isName)) {
      return;
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", artifact.location());
    facts.put("bytes", String.valueOf(artifact.content().limit()));
    facts.put("sha256", artifact.sha256());
    facts.put("kind", "pickle of " + pickle.map(Peek::what).orElse("what does not show"));
    facts.put("compression", found.compression());
    found.fault().ifPresent(fault -> facts.put("fault", fault));
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      facts.forEach(object::put);
      ArrayNode symbols = object.putArray("symbols");
      found.symbols().stream().map(ModelInspectCommand::shown).forEach(symbols::add);
      session.console().line(new ObjectMapper().writeValueAsString(object));
      return;
    }
    facts.forEach((key, value) -> row(key, Failures.oneLine(value)));
    found.symbols().stream()
        .limit(MOST_SYMBOLS)
        .forEach(named -> row("symbol", Failures.oneLine(shown(named))));
    if (found.symbols().size() > MOST_SYMBOLS) {
      row("symbols", (found.symbols().size() - MOST_SYMBOLS) + " more, which --json shows");
    }
  }

  /** Text that is no pickle may begin with the opcode of a symbol, such as a table's header. */
  private static boolean isName(Named named) {
    return (named.symbol().module() + "." + named.symbol().name()).matches("[\\w.]+");
  }

  private static String shown(Named named) {
    return named.symbol().module()
        + " "
        + named.symbol().name()
        + " ("
        + named.opcode()
        + " at "
        + named.offset()
        + ")";
  }

  private static Map<String, String> facts(ModelArtifact artifact, Model model) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", artifact.location());
    facts.put("bytes", String.valueOf(artifact.content().limit()));
    facts.put("sha256", artifact.sha256());
    artifact
        .manifest()
        .ifPresent(
            declared -> {
              putDeclared(facts, "name", declared.name());
              putDeclared(facts, "type", declared.type());
              putDeclared(facts, "version", declared.version());
              putDeclared(facts, "symbol", declared.symbol());
              declared.timeframe().ifPresent(t -> facts.put("timeframe", t.code()));
              facts.put("golden rows", String.valueOf(goldenRows(declared)));
            });
    facts.putAll(new TreeMap<>(model.description()));
    facts.put("accepts missing", String.valueOf(model.signature().acceptsMissing()));
    facts.put("window", String.valueOf(model.signature().window()));
    return facts;
  }

  private static int goldenRows(ModelManifest declared) {
    return declared.golden().map(golden -> golden.rows().size()).orElse(0);
  }

  private static void putDeclared(Map<String, String> facts, String key, String value) {
    if (!value.isEmpty()) {
      facts.put(key, value);
    }
  }

  private void print(ModelArtifact artifact, Model model) {
    facts(artifact, model).forEach((key, value) -> row(key, Failures.oneLine(value)));
    ModelSignature signature = model.signature();
    for (Output output : signature.outputs()) {
      row("output", output.name() + " (" + output.role().name().toLowerCase(Locale.ROOT) + ")");
    }
    List<String> names = signature.inputNames();
    String count = String.valueOf(names.size());
    row("inputs", signature.named() ? count : count + ", known by position only");
    for (int i = 0; signature.named() && i < names.size(); i += NAMES_PER_LINE) {
      row("", String.join(" ", names.subList(i, Math.min(i + NAMES_PER_LINE, names.size()))));
    }
  }

  private void row(String key, String value) {
    session.console().line(String.format(Locale.ROOT, "%-16s %s", key, value));
  }

  private static ObjectNode object(ModelArtifact artifact, Model model) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    facts(artifact, model).forEach((key, value) -> object.put(key.replace(' ', '_'), value));
    ArrayNode inputs = object.putArray("inputs");
    for (Input input : model.signature().inputs()) {
      inputs.add(input.name());
    }
    ArrayNode outputs = object.putArray("outputs");
    for (Output output : model.signature().outputs()) {
      outputs
          .addObject()
          .put("name", output.name())
          .put("role", output.role().name().toLowerCase(Locale.ROOT));
    }
    return object;
  }
}

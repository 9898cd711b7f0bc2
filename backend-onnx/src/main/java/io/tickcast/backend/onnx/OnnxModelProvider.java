package io.tickcast.backend.onnx;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads ONNX models into ONNX Runtime. <i>Thread-safe.</i>
 *
 * <p>A file is read and checked in whole before native code sees a byte of it: foreign operators,
 * external data, control flow, shapes that are not known before a run and whatever else is not
 * understood are refused by name. Files can be limited to known ones beside that: the option {@code
 * onnx-sha256} is a list of digests, split by commas, and no other file reaches native code then.
 *
 * <p>The runtime's own start sends usage data to its vendor unless the environment variable {@code
 * ORT_DISABLE_TELEMETRY} is 1; a warning is logged where it is not.
 */
public final class OnnxModelProvider implements ModelProvider {
  /** The option that lists the digests of the only files that are loaded. */
  static final String SHA256_OPTION = "onnx-sha256";

  private static final Logger LOG = LoggerFactory.getLogger(OnnxModelProvider.class);
  private static final String KIND = "onnx";
  private static final Set<String> ENGINES = Set.of("", "native", "onnxruntime");
  private static final String TELEMETRY = "ORT_DISABLE_TELEMETRY";

  private final NativeLedger ledger;
  private final Set<String> allowed;

  /** Creates the provider; does no I/O and loads no native library. */
  public OnnxModelProvider() {
    this(new NativeLedger(), Set.of());
  }

  /**
   * Creates a provider that loads known files alone; does no I/O and loads no native library.
   *
   * @param sha256s their digests, 64 hexadecimal digits each; at least one
   */
  public OnnxModelProvider(Set<String> sha256s) {
    this(new NativeLedger(), lower(sha256s.stream()));
    if (sha256s.isEmpty()) {
      throw new IllegalArgumentException("expected at least one sha256, found none");
    }
  }

  OnnxModelProvider(NativeLedger ledger, Set<String> allowed) {
    this.ledger = ledger;
    this.allowed = allowed;
  }

  private static Set<String> lower(Stream<String> digests) {
    return digests
        .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
        .filter(digest -> !digest.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!Signature.isOnnx(artifact.content())) {
      return Probe.no();
    }
    String engine = artifact.options().getOrDefault("engine", "");
    if (engine.equals("java")) {
      return Probe.refused(KIND, "it runs on ONNX Runtime, which is engine=native");
    }
    return ENGINES.contains(engine) ? Probe.yes(KIND) : Probe.no();
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    requireAllowed(artifact);
    Faults faults = new Faults(artifact.location());
    byte[] bytes = bytes(artifact);
    OnnxFile file = FileReader.read(bytes, faults);
    Plan plan = plan(file, artifact.manifest(), faults);
    Map<String, String> description = Traits.description(file, plan);
    byte[] model =
        plan.outputs().rewritten(file.graph().lastOutput())
            ? LastOutput.of(bytes, file.graph().lastOutput().name(), plan.outputs())
            : bytes;
    warn(artifact, description);
    NativeSession session = NativeSession.load(model, ledger, faults);
    OnnxModel loaded = new OnnxModel(plan, description, session);
    try {
      rehearse(loaded, faults);
      return loaded;
    } catch (RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
  }

  private void requireAllowed(ModelArtifact artifact) {
    String option = artifact.options().get(SHA256_OPTION);
    boolean listed =
        option == null || lower(Stream.of(option.split(","))).contains(artifact.sha256());
    if (!listed || !(allowed.isEmpty() || allowed.contains(artifact.sha256()))) {
      throw new InferenceException(
          ErrorCode.UNSUPPORTED_MODEL,
          Faults.line(
              artifact.location()
                  + ": expected a file whose sha256 is on the list of those that may"
                  + " reach native code, found "
                  + artifact.sha256()));
    }
  }

  private static byte[] bytes(ModelArtifact artifact) {
    ByteBuffer content = artifact.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static Plan plan(OnnxFile file, Optional<ModelManifest> manifest, Faults faults) {
    InputPlan inputs = InputPlan.of(file, manifest, faults);
    Map<String, Value> values =
        new Interpreter(file, Operators.all(), faults).values(inputs.values());
    OutputPlan outputs = OutputPlan.of(file, values, manifest, faults);
    List<String> names = ModelManifest.featureNames(manifest, inputs.names(), inputs.features());
    ModelSignature signature =
        new ModelSignature(
            names.stream().map(Input::feature).toList(),
            inputs.window(),
            outputs.outputs(),
            Traits.acceptsMissing(file, inputs, manifest));
    return new Plan(inputs, outputs, signature);
  }

  private static void warn(ModelArtifact artifact, Map<String, String> description) {
    String warning = description.get(Traits.WARNING);
    if (warning != null) {
      LOG.warn("{}: {}", artifact.location(), warning);
    }
    if (!"1".equals(System.getenv(TELEMETRY))) {
      LOG.warn(
          "ONNX Runtime sends usage data to its vendor when it starts; set {}=1 in the environment"
              + " of this process to prevent that",
          TELEMETRY);
    }
  }

  /** One row of zeros, so that what the runtime refuses is seen now and not at the first bar. */
  private static void rehearse(OnnxModel model, Faults faults) {
    ModelSignature signature = model.signature();
    try (Predictor predictor = model.newPredictor()) {
      predictor.predict(new double[signature.width()], new double[signature.outputs().size()]);
    } catch (InferenceException e) {
      throw faults.unsupported("expected a prediction for zeros: " + Faults.first(e), e);
    }
  }
}

package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of CatBoost says, and the rules that it must keep. */
class CatboostFileTest {
  private static final String OBLIVIOUS = CatboostSmall.OBLIVIOUS;
  private static final String LINKED = CatboostSmall.LINKED;

  @ParameterizedTest
  @CsvSource({"0.25,7,2.5", "0.2500001,7,4.5", "0.25,2,8.5", "3,2,16.5", ",2,16.5", ",-1,4.5"})
  void predict_oblivious_scalesTheLeafOfTheAnswers(Double ret, double session, double expected) {
    double value = ret == null ? Double.NaN : ret;
    assertThat(CatboostSmall.predict(OBLIVIOUS, value, session)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"-1.5,-1", "-1.4999,0", "0.25,0", "0.3,1", ",-1"})
  void predict_linked_isTheProbabilityOfBothClasses(Double x, double margin) {
    double expected = 1 / (1 + StrictMath.exp(-margin));
    double[] found = CatboostSmall.predict(LINKED, x == null ? Double.NaN : x);
    assertThat(found).containsExactly(new double[] {1 - expected, expected}, within(1e-15));
  }

  @Test
  void model_classes_nameTheOutputs() {
    try (var model = new TreesModelProvider().load(CatboostSmall.of(LINKED), Loads.none())) {
      assertThat(model.signature().outputs())
          .containsExactly(
              Output.of("buy", OutputRole.PROBABILITY), Output.of("sell", OutputRole.PROBABILITY));
      assertThat(model.signature().inputNames()).containsExactly("");
      assertThat(model.description())
          .containsEntry("kind", "catboost-json")
          .containsEntry("objective", "Logloss")
          .containsEntry("trees", "1")
          .containsEntry("depth", "2");
    }
  }

  @Test
  void model_featureIds_nameTheInputs() {
    try (var model = new TreesModelProvider().load(CatboostSmall.of(OBLIVIOUS), Loads.none())) {
      assertThat(model.signature().inputNames()).containsExactly("ret", "session");
      assertThat(model.signature().outputs()).containsExactly(Output.of("value", OutputRole.VALUE));
    }
  }

  @Test
  void ensemble_oblivious_keepsTheWeightsOfLeavesAsCovers() {
    TreeEnsemble ensemble = new CatboostFormat().read(CatboostSmall.of(OBLIVIOUS)).ensemble();
    assertThat(ensemble.trees().get(0).cover()).containsExactly(100, 30, 70, 10, 20, 30, 40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 9007199254740994.0})
  void predict_categoryThatIsNoWholeNumber_isRefused(double session) {
    assertThatThrownBy(() -> CatboostSmall.predict(OBLIVIOUS, 0, session))
        .isInstanceOfSatisfying(
            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA))
        .hasMessageContaining("input 1 'session'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"split_index\":1 | \"split_index\":3 | a split from 0 to 2",
        "\"split_index\":1 | \"split_index\":-1 | a split from 0 to 2",
        "\"split_index\":1 | \"split_index\":0 | what the split of that number asks",
        "\"border\":0.25 | \"border\":0.5 | what the split of that number asks",
        "[1,2,4,8] | [1,2,4] | a value for each of 4 leaves",
        "[1,2,4,8] | [1,2,4,1e999] | a number of 64 bits",
        "[1,2,4,8] | [1,2,4,NaN] | a finite number",
        "[10,20,30,40] | [10,20,30] | a weight for each leaf",
        "[10,20,30,40] | [10,20,30,-1] | weights from 0 on",
        "[-1.5,0.25] | [0.25,-1.5] | ascending order",
        "[-1.5,0.25] | [-1.5,NaN] | a finite number",
        "[2,[0.5]] | [2,[0.5,1]] | 1 biases",
        "[2,[0.5]] | [2] | a scale and an array of biases",
        "\"flat_feature_index\":1 | \"flat_feature_index\":0 | one feature for each column",
        "\"flat_feature_index\":1 | \"flat_feature_index\":70000 | at most 65536 features",
        "\"flat_feature_index\":1 | \"flat_feature_index\":-1 | one feature for each column",
        "[-1284790409] | [-1284790409,-1284790409] | categories that differ",
        "AsTrue | Sometimes | AsIs, AsFalse or AsTrue",
        "\"has_nans\":true | \"has_nans\":true,\"has_nans\":true | Duplicate field",
      })
  void load_brokenJson_isRefusedWithWhatIsWrong(String part, String other, String message) {
    String json = SmallModel.with(OBLIVIOUS, part, other);
    assertThatThrownBy(() -> CatboostSmall.predict(json, 0, 0))
        .isInstanceOf(InferenceException.class)
        .hasMessageStartingWith("small.json: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OneHotFeature | OnlineCtr | OnlineCtr",
        "\"RMSE\" | \"PythonUserDefinedPerObject\" | PythonUserDefinedPerObject",
        "\"float_features\": | \"text_features\":[{}],\"float_features\": | text_features",
        "\"float_features\": | \"ctrs\":[{}],\"float_features\": | ctrs",
        "\"values\":[-1284790409] | \"values\":[-1284790408] | whole numbers",
      })
  void load_kindThatIsNotReproduced_isRefusedByName(String part, String other, String message) {
    String json = SmallModel.with(OBLIVIOUS, part, other);
    assertThat(fault(() -> CatboostSmall.predict(json, 0, 0)).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThatThrownBy(() -> CatboostSmall.predict(json, 0, 0)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"left\":{\"value\":0,\"weight\":4}, | '' | either a value, or left, right and split",
        "\"value\":0, | \"value\":[0,1], | 1 values, as for the leaves before",
        "\"value\":0, | \"value\":[], | 1 values, as for the leaves before",
        "\"class_names\":[\"buy\",\"sell\"] | \"class_names\":[\"a\",\"a\"] | classes that differ",
        "\"weight\":4 | \"heft\":4 | a weight for each leaf",
      })
  void load_brokenLinkedJson_isRefused(String part, String other, String message) {
    String json = SmallModel.with(LINKED, part, other);
    assertThatThrownBy(() -> CatboostSmall.predict(json, 0)).hasMessageContaining(message);
  }

  @Test
  void load_treesNestedBeyondAnyDepth_isRefused() {
    String deep = "{\"left\":".repeat(20_000);
    String json = SmallModel.with(LINKED, "\"trees\":[{", "\"trees\":[" + deep + "{");
    assertThat(fault(() -> CatboostSmall.predict(json, 0)).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void load_treesOfBothKinds_isRefused() {
    String json = SmallModel.with(LINKED, "\"trees\":", "\"oblivious_trees\":[],\"trees\":");
    assertThatThrownBy(() -> CatboostSmall.predict(json, 0)).hasMessageContaining("both");
  }

  @Test
  void load_depthOfSixty_isRefused() {
    // The sizes of 40 trees of depth 1 stand in a row.
    byte[] file = CatboostGolden.bytes("stump-1.2.10.cbm");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int sizes = find(bytes, 40, 1, 1, 1, 1, 1) + 4;
    bytes.putInt(sizes, 60);
    assertThatThrownBy(() -> new CatboostFormat().read(ModelArtifact.of("deep.cbm", file)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("deep.cbm");
    bytes.putInt(sizes, Integer.MIN_VALUE);
    assertThatThrownBy(() -> new CatboostFormat().read(ModelArtifact.of("deep.cbm", file)))
        .isInstanceOf(InferenceException.class);
  }

  @Test
  void load_leafThatIsNoNumber_isRefused() {
    byte[] file = CatboostGolden.bytes("stump-1.2.10.cbm");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    double leaf =
        new CatboostFormat()
            .read(CatboostGolden.model("stump-1.2.10.cbm"))
            .ensemble()
            .trees()
            .get(0)
            .value()[1];
    long bits = Double.doubleToLongBits(leaf);
    int place = find(bytes, (int) bits, (int) (bits >> 32));
    bytes.putDouble(place, Double.NaN);
    assertThatThrownBy(() -> new CatboostFormat().read(ModelArtifact.of("nan.cbm", file)))
        .hasMessageContaining("finite leaves");
  }

  @Test
  void load_bytesBehindTheModel_isRefused() {
    byte[] file = CatboostGolden.bytes("stump-1.2.10.cbm");
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertThatThrownBy(() -> new CatboostFormat().read(ModelArtifact.of("longer.cbm", longer)))
        .hasMessageContaining("the end of the file");
  }

  @Test
  void probe_otherFiles_isEmpty() {
    CatboostFormat format = new CatboostFormat();
    assertThat(format.probe(CatboostSmall.of("{}"))).isEmpty();
    assertThat(format.probe(CatboostSmall.of("CBM"))).isEmpty();
    assertThat(format.probe(CatboostSmall.of("CBM2........"))).isEmpty();
    assertThat(format.probe(SmallModel.of(SmallModel.JSON))).isEmpty();
    assertThat(format.probe(CatboostSmall.of(LINKED))).contains("catboost-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logloss-bools-1.2.10.cbm", "logloss-bools-1.2.10.json"})
  void model_booleanClasses_areNamedAsInPython(String name) {
    assertThat(outputs(name)).containsExactly("False", "True");
  }

  @Test
  void model_classesOfOtherTypes_areNamedAsInPython() {
    assertThat(outputs("multiclass-floats-1.2.10.cbm")).containsExactly("-0.5", "0.25", "1.5");
    assertThat(outputs("multiclass-named-1.2.10.json")).containsExactly("2", "0", "1");
    assertThat(outputs("multiclass-count-0.26.1.cbm")).containsExactly("0", "1", "2", "3", "4");
    assertThat(outputs("multiclass-unseen-1.2.10.cbm")).containsExactly("5", "0", "1", "2");
    assertThat(outputs("cross-entropy-1.2.10.cbm")).containsExactly("0", "1");
    assertThat(outputs("bare-logloss-1.2.10.pkl")).containsExactly("margin");
  }

  private static List<String> outputs(String name) {
    try (var model = new TreesModelProvider().load(CatboostGolden.model(name), Loads.none())) {
      return model.signature().outputs().stream().map(Output::name).toList();
    }
  }

  private static InferenceException fault(ThrowingCallable call) {
    return catchThrowableOfType(InferenceException.class, call);
  }

  /** The first place of some words. */
  private static int find(ByteBuffer bytes, int... words) {
    for (int at = 0; at <= bytes.limit() - 4 * words.length; at++) {
      boolean same = true;
      for (int i = 0; i < words.length && same; i++) {
        same = bytes.getInt(at + 4 * i) == words[i];
      }
      if (same) {
        return at;
      }
    }
    throw new IllegalStateException("expected these words in the file, found none");
  }
}

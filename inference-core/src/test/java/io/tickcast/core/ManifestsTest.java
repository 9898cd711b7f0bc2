package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final String WHOLE =
      """
      {"name":"eurusd-scalper","type":"xgboost","version":"1.2.3","symbol":"C:eurusd",
       "timeframe":"5m","format":"json",
       "sha256":"ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
       "features":["rsi_14","atr_14"],"window":2,
       "output":{"kind":"classes","classes":[-1,0,1],
                 "signals":{"-1":"sell","0":"hold","1":"buy"}},
       "missing":"pass",
       "golden":{"rows":[[1,2.5,null,4],[5,6,7,8]],"expected":[[0.25,0.5,0.25],[1,0,0]],
                 "abs_tol":1e-6,"rel_tol":1e-5},
       "reference":{"rsi_14":{"edges":[0,50,100],"counts":[1,2]}},
       "trained":{"from":"2020-01-01","library":"xgboost 3.2.0"}}
      """;

  @Test
  void parse_wholeManifest_givesEveryField() {
    ModelManifest manifest = Manifests.parse(WHOLE, "here");
    assertThat(manifest.name()).isEqualTo("eurusd-scalper");
    assertThat(manifest.type()).isEqualTo("xgboost");
    assertThat(manifest.version()).isEqualTo("1.2.3");
    assertThat(manifest.symbol()).isEqualTo("EURUSD");
    assertThat(manifest.timeframe()).contains(Timeframe.M5);
    assertThat(manifest.format()).isEqualTo("json");
    assertThat(manifest.sha256()).startsWith("abcdef0123456789").hasSize(64);
    assertThat(manifest.features()).containsExactly("rsi_14", "atr_14");
    assertThat(manifest.window()).isEqualTo(2);
    assertThat(manifest.missing()).isEqualTo(MissingPolicy.PASS);
    assertThat(manifest.json()).isEqualTo(WHOLE);
    assertThat(manifest.output())
        .contains(
            OutputSpec.classes(
                List.of("-1", "0", "1"),
                Map.of("-1", SignalType.SELL, "0", SignalType.HOLD, "1", SignalType.BUY)));
    assertThat(manifest.golden())
        .contains(
            new GoldenRows(
                List.of(List.of(1.0, 2.5, Double.NaN, 4.0), List.of(5.0, 6.0, 7.0, 8.0)),
                List.of(List.of(0.25, 0.5, 0.25), List.of(1.0, 0.0, 0.0)),
                1e-6,
                1e-5));
  }

  @Test
  void parse_emptyObject_declaresNothing() {
    ModelManifest manifest = Manifests.parse("{}", "here");
    assertThat(manifest.name()).isEmpty();
    assertThat(manifest.version()).isEmpty();
    assertThat(manifest.timeframe()).isEmpty();
    assertThat(manifest.features()).isEmpty();
    assertThat(manifest.window()).isEqualTo(1);
    assertThat(manifest.missing()).isEqualTo(MissingPolicy.MODEL);
    assertThat(manifest.output()).isEmpty();
    assertThat(manifest.golden()).isEmpty();
  }

  @Test
  void parse_nullsAndNoName_countAsAbsentAndTheTypeIsTheName() {
    ModelManifest manifest =
        Manifests.parse("{\"name\":null,\"type\":\"lightgbm\",\"symbol\":null}", "here");
    assertThat(manifest.name()).isEqualTo("lightgbm");
    assertThat(manifest.symbol()).isEmpty();
  }

  @Test
  void parse_otherOutputs_keepTheirNumbers() {
    OutputSpec direction = output("{\"kind\":\"direction\",\"dead_band\":0.02}");
    assertThat(direction.kind()).isEqualTo(OutputKind.DIRECTION);
    assertThat(direction.deadBand()).isEqualTo(0.02);
    OutputSpec expected =
        output("{\"kind\":\"expected_return\",\"residual_scale\":0.0012,\"dead_band\":1e-4}");
    assertThat(expected.residualScale()).isEqualTo(0.0012);
    assertThat(expected.deadBand()).isEqualTo(1e-4);
    assertThat(output("{\"kind\":\"expected_return\"}").residualScale()).isNaN();
    assertThat(output("{\"kind\":\"action\",\"signals\":{\"0\":\"hold\",\"1\":\"buy\"}}").signals())
        .containsEntry("1", SignalType.BUY);
    assertThat(output("{\"kind\":\"target_position\",\"dead_band\":0.1}").kind())
        .isEqualTo(OutputKind.TARGET_POSITION);
  }

  private static OutputSpec output(String json) {
    return Manifests.parse("{\"output\":" + json + "}", "here").output().orElseThrow();
  }

  @Test
  void parse_observation_givesTheInputsInOrder() {
    String json =
        """
        {"observation":{"items":[{"name":"rsi_14","scale":0.01,"clip":5},
          {"name":"position","kind":"state","symbol":"gbpusd"}]},"vecnormalize":"vec.pkl"}
        """;
    assertThat(Manifests.parse(json, "here").observation())
        .containsExactly(
            new Input("", InputKind.FEATURE, "rsi_14", 0.01, 5),
            new Input("GBPUSD", InputKind.STATE, "position", 1, Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'symbl':'EURUSD'}|'symbl': expected a known key, found one of no meaning (did you mean"
            + " 'symbol'?)",
        "{'abcdefgh':1}|'abcdefgh': expected a known key, found one of no meaning",
        "{'version':'v1.2.3'}|version: expected a bare version such as 1.2.3, found 'v1.2.3'",
        "{'version':1.2}|version: expected a string, found 1.2",
        "{'name':'a\\nb'}|name: expected a name of up to 64 letters and digits, found 'a\\u000ab'",
        "{'symbol':'EUR/USD'}|symbol: expected 1 to 32 of letters, digits, _ and - that are not"
            + " reserved, found 'EUR/USD'",
        "{'timeframe':'7m'}|timeframe: expected one of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w, found '7m'",
        "{'sha256':'abc'}|sha256: expected 64 hexadecimal digits, found 'abc'",
        "{'features':[]}|features: expected an array of 1 to 65536, found an array of 0",
        "{'features':['a','a']}|features[1]: expected each feature once, found 'a' again",
        "{'features':['a',2]}|features[1]: expected a feature name, found 2",
        "{'features':'a'}|features: expected an array of 1 to 65536, found 'a'",
        "{'window':0}|window: expected a whole number from 1 to 10000, found 0",
        "{'window':2.5}|window: expected a whole number from 1 to 10000, found 2.5",
        "{'window':99999999999}|window: expected a whole number from 1 to 10000, found 99999999999",
        "{'missing':'zero'}|missing: expected pass or hold, found 'zero'",
        "{'trained':'yes'}|trained: expected an object, found 'yes'",
        "{'reference':[1]}|reference: expected an object, found an array of 1",
        "{'output':{}}|output.kind: expected one of classes direction expected_return action"
            + " target_position order_size, found none",
        "{'output':{'kind':'class'}}|output.kind: expected one of classes direction"
            + " expected_return action target_position order_size, found 'class'",
        "{'output':{'kind':'classes','deadband':1}}|output.'deadband': expected a known key, found"
            + " one of no meaning (did you mean 'dead_band'?)",
        "{'output':{'kind':'classes','dead_band':1}}|output.dead_band: expected no such key for"
            + " classes, found 1",
        "{'output':{'kind':'direction','dead_band':0.5}}|output.dead_band: expected less than 0.5"
            + " for direction, found 0.5",
        "{'output':{'kind':'direction','dead_band':-1}}|output.dead_band: expected a finite number"
            + " of at least 0, found -1",
        "{'output':{'kind':'expected_return','residual_scale':0}}|output.residual_scale: expected a"
            + " positive, finite number, found 0",
        "{'output':{'kind':'expected_return','residual_scale':1e999}}|output.residual_scale:"
            + " expected a positive, finite number, found Infinity",
        "{'output':{'kind':'classes','classes':['a','a']}}|output.classes[1]: expected each label"
            + " once, found 'a' again",
        "{'output':{'kind':'classes','classes':[0.5]}}|output.classes[0]: expected a label, a"
            + " string or a whole number, found 0.5",
        "{'output':{'kind':'classes','signals':{'1':'long'}}}|output.signals['1']: expected one of"
            + " buy sell hold close_long close_short, found 'long'",
        "{'output':{'kind':'classes','classes':['up','Hold'],'signals':{'down':'sell'}}}"
            + "|output.signals: expected a signal type for class 'up', found none;"
            + " output.signals: expected labels of the classes, found 'down'",
        "{'golden':{}}|golden.rows: expected an array of rows, found none; golden.expected:"
            + " expected an array of rows, found none; golden.abs_tol: expected a tolerance, this"
            + " or rel_tol, found none",
        "{'golden':{'rows':[[1],[2]],'expected':[[1]],'abs_tol':0}}|golden.expected: expected the"
            + " outputs of 2 rows, found 1 rows",
        "{'golden':{'rows':[[1],[2,3]],'expected':[[1],[null]],'abs_tol':-1}}|golden.rows[1]:"
            + " expected 1 numbers, as in the first, found 2; golden.expected[1][0]: expected a"
            + " finite number, found null; golden.abs_tol: expected a finite number of at least 0,"
            + " found -1",
        "{'golden':{'rows':[['1']],'expected':[1],'rel_tol':0}}|golden.rows[0][0]: expected a"
            + " finite number or null, found '1'; golden.expected[0]: expected an array of"
            + " numbers, found 1",
        "{'features':['a','b'],'golden':{'rows':[[1]],'expected':[[1]],'abs_tol':0}}|golden.rows:"
            + " expected 2 numbers by the declared inputs and window, found 1",
        "{'observation':{}}|observation.items: expected an array of inputs, found none",
        "{'observation':{'items':[{'kind':'x','clip':0,'scael':1},7]}}"
            + "|observation.items[0].'scael': expected a known key, found one of no meaning (did"
            + " you mean 'scale'?); observation.items[0].name: expected a name, found none;"
            + " observation.items[0].kind: expected feature or state, found 'x';"
            + " observation.items[0].clip: expected a positive, finite number, found 0;"
            + " observation.items[1]: expected an object, found 7",
        "{'observation':{'items':[{'name':'a'},{'name':'a'}]}}|observation.items[1].name: expected"
            + " each input once, found 'a' again",
        "{'features':['a'],'observation':{'items':[{'name':'a'}]}}|observation: expected either"
            + " features or an observation, found both",
      })
  void parse_fault_isNamed(String json, String message) {
    assertFault(json.replace('\'', '"'), "m.json: " + message);
  }

  @Test
  void parse_manyFaults_areReportedAtOnceInOneLine() {
    assertFault(
        "{\"nmae\":\"x\",\"version\":\"v1\",\"window\":-1,\"missing\":\"no\"}",
        "m.json: 'nmae': expected a known key, found one of no meaning (did you mean 'name'?);"
            + " version: expected a bare version such as 1.2.3, found 'v1';"
            + " window: expected a whole number from 1 to 10000, found -1;"
            + " missing: expected pass or hold, found 'no'");
  }

  @Test
  void parse_faultInEveryRow_isCounted() {
    String rows = "[1],".repeat(50) + "[\"x\"]" + ",[\"y\"]".repeat(40);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () ->
                Manifests.parse(
                    "{\"golden\":{\"abs_tol\":0,\"rows\":[%s],\"expected\":[%s]}}"
                        .formatted(rows, "[1],".repeat(90) + "[1]"),
                    "m.json"))
        .withMessageEndingWith("; and 21 more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "3",
        "null",
        "{",
        "{} {}",
        "{'a':NaN}",
        "{'window':01}",
        "{/**/}",
        "{'name':'a','name':'b'}",
        "{'trained':{'from':1,'from':2}}"
      })
  void parse_noStrictJsonObject_isMalformed(String json) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(json.replace('\'', '"'), "m.json"))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
              assertThat(e.getMessage())
                  .startsWith("m.json: expected a manifest, one JSON object, found")
                  .doesNotContain("\n");
            });
  }

  @Test
  void parse_duplicateKey_isNamedWithItsPlace() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse("{\"name\":\"a\",\n\"name\":\"b\"}", "m.json"))
        .withMessageContaining("Duplicate field 'name', line 2");
  }

  @Test
  void parse_deepOrLong_isRefused() {
    String deep = "{\"trained\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(41);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(deep, "m.json"))
        .withMessageContaining("nesting depth");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(" ".repeat(Manifests.LENGTH_MAX + 1), "m.json"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void complete_sidecarThatLeavesThingsOpen_takesThemFromTheFileName() {
    CheckpointFileName name =
        CheckpointFileName.parse("xgboost_eurusd_5m_v1.2.3.json").orElseThrow();
    ModelManifest open = Manifests.complete(Manifests.parse("{\"window\":3}", "m"), name);
    assertThat(open.name()).isEqualTo("xgboost");
    assertThat(open.version()).isEqualTo("1.2.3");
    assertThat(open.symbol()).isEqualTo("EURUSD");
    assertThat(open.timeframe()).contains(Timeframe.M5);
    assertThat(open.window()).isEqualTo(3);
    ModelManifest declared = Manifests.complete(Manifests.parse(WHOLE, "m"), name);
    assertThat(declared).isEqualTo(Manifests.parse(WHOLE, "m"));
  }

  private static void assertFault(String json, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(json, "m.json"))
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL));
  }
}

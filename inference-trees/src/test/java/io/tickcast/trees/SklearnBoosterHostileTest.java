package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged and crossed containers of other libraries' models end in one clear fault. */
class SklearnBoosterHostileTest {
  private static final int DAMAGES = 40;
  private static final byte[] EXTREMES = {
    0, 1, -1, 127, -128, 'K', 'h', '.', 'N', ']', '}', '(', 't'
  };

  /** A model of XGBoost: one tree over the inputs a and b. */
  private static final String JSON = SmallModel.JSON;

  static List<String> files() {
    return SklearnGolden.models(SklearnGolden.BOOSTERS).stream()
        .filter(
            name ->
                name.matches(
                    "(pipeline-xgb|pipeline-cat|calibrated-xgb-isotonic|voting-mixed)-1\\.9\\.1\\..*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_truncatedAnywhere_isRefused(String name) {
    byte[] whole = SklearnGolden.bytes(SklearnGolden.BOOSTERS, name);
    Damages.cuts(whole, 20, 40)
        .forEach(
            length ->
                assertThat(SklearnHostileTest.refused(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_damagedAnyhow_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(SklearnGolden.BOOSTERS, name);
    for (Damages.Damage damage :
        List.<Damages.Damage>of(Damages::bits, Damages.extremes(EXTREMES), Damages::moves)) {
      assertThat(Damages.refused(whole, DAMAGES, 3, damage, SklearnHostileTest::refused))
          .isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xgboost.sklearn XGBClassifier | lightgbm.basic Booster | a fitted model with a Booster",
        "lightgbm.sklearn LGBMRegressor | xgboost.core Booster | a fitted Booster",
        "xgboost.sklearn XGBRegressor | catboost.core CatBoost | a fitted model with a Booster",
        "xgboost.sklearn XGBRegressor | sklearn.pipeline Pipeline | a fitted model with a Booster",
        "xgboost.sklearn XGBRegressor | xgboost.core Booster | the attribute 'handle'",
        "lightgbm.sklearn LGBMRegressor | lightgbm.basic Booster | a trained Booster",
        "lightgbm.sklearn LGBMClassifier | lightgbm.basic Booster | a trained Booster",
        "catboost.core CatBoostRegressor | xgboost.core Booster | the attribute '__model'"
      })
  void load_aModelOfAnotherLibraryInside_isRefused(
      String wrapper, String booster, String expected) {
    Crafted file = new Crafted();
    file.pipeline(
        () -> file.object(wrapper).state("_Booster", () -> file.object(booster).nothing()));
    assertThat(fault(file)).hasMessageContaining(expected).hasMessageContaining("root.steps[0]");
  }

  @ParameterizedTest
  @CsvSource({
    "xgboost.sklearn XGBRanker, XGBRanker",
    "xgboost.core Booster, Booster",
    "lightgbm.sklearn LGBMRanker, LGBMRanker",
    "catboost.core CatBoost, CatBoost",
    "catboost.core CatBoostRanker, CatBoostRanker"
  })
  void load_whatIsNoEstimatorOfAContainer_isRefusedByName(String type, String named) {
    Crafted file = new Crafted();
    file.pipeline(() -> file.object(type).nothing());
    assertThat(fault(file))
        .hasMessageContaining("an estimator that is reproduced here")
        .hasMessageContaining(named);
  }

  @Test
  void load_aWrapperAroundItsOwnPipeline_isRefused() {
    Crafted file = new Crafted();
    file.pipeline(
        () -> file.object("xgboost.sklearn XGBRegressor").state("_Booster", () -> file.again(0)));
    assertThat(fault(file)).hasMessageContaining("a fitted model with a Booster");
  }

  @Test
  void load_votesThatShareOneModel_areRefused() {
    Crafted file = new Crafted();
    Runnable first =
        () ->
            file.object("xgboost.sklearn XGBRegressor")
                .state("_Booster", () -> file.booster(JSON).keep(1));
    Runnable second =
        () -> file.object("xgboost.sklearn XGBRegressor").state("_Booster", () -> file.again(1));
    file.votes(first, second);
    assertThat(fault(file)).hasMessageContaining("an object of its own");
  }

  @Test
  void load_votesOfOtherWidths_areRefused() {
    Crafted file = new Crafted();
    String wide =
        JSON.replace(
            "\"num_feature\":\"2\",\"num_target\"", "\"num_feature\":\"3\",\"num_target\"");
    String three =
        wide.replace("[\"a\",\"b\"]", "[]")
            .replace("\"num_feature\":\"2\"", "\"num_feature\":\"3\"");
    file.votes(() -> file.xgboost(JSON), () -> file.xgboost(three));
    assertThat(fault(file)).hasMessageContaining("2 inputs and 1 outputs");
  }

  @Test
  void load_votesOfOtherNames_areRefused() {
    Crafted file = new Crafted();
    String other = JSON.replace("[\"a\",\"b\"]", "[\"b\",\"a\"]");
    file.votes(() -> file.xgboost(JSON), () -> file.xgboost(other));
    assertThat(fault(file)).hasMessageContaining("the same inputs by name");
  }

  @Test
  void load_votesInVotesInVotes_areRefusedAtABound() {
    Crafted file = new Crafted();
    nested(file, 40);
    assertThat(fault(file)).hasMessageContaining("at most 12 estimators in each other");
  }

  private static void nested(Crafted file, int depth) {
    Runnable inner = depth == 0 ? () -> file.xgboost(JSON) : () -> nested(file, depth - 1);
    file.votes(inner);
  }

  @Test
  void load_codeInsideOfAModel_isRefusedByName() {
    Crafted file = new Crafted();
    file.pipeline(
        () -> file.object("xgboost.sklearn XGBRegressor").state("_Booster", file::systemCall));
    assertThat(fault(file)).hasMessageContaining("os.system");
  }

  private static InferenceException fault(Crafted file) {
    byte[] bytes = file.bytes();
    Throwable thrown =
        catchThrowable(
            () -> new TreesModelProvider().load(ModelArtifact.of("m", bytes), Loads.none()));
    assertThat(thrown).isInstanceOf(InferenceException.class);
    assertThat(thrown.getMessage()).startsWith("m: ").hasSizeLessThanOrEqualTo(Faults.MAX_MESSAGE);
    return (InferenceException) thrown;
  }

  /** Writes a pickle of protocol 2 by hand. <i>Confined.</i> */
  private static final class Crafted {
    private final StringBuilder opcodes = new StringBuilder("\u0080\u0002");

    /** Begins an object; its state has to follow. */
    Crafted object(String moduleAndName) {
      opcodes.append('c').append(moduleAndName.replace(' ', '\n')).append("\n)\u0081");
      return this;
    }

    Crafted state(String name, Runnable value) {
      opcodes.append('}');
      text(name);
      value.run();
      opcodes.append("sb");
      return this;
    }

    void nothing() {
      opcodes.append("}b");
    }

    Crafted keep(int place) {
      opcodes.append('q').append((char) place);
      return this;
    }

    void again(int place) {
      opcodes.append('h').append((char) place);
    }

    void pipeline(Runnable step) {
      object("sklearn.pipeline Pipeline").keep(0).state("steps", () -> pair(step));
    }

    private void pair(Runnable step) {
      opcodes.append(']');
      text("last");
      step.run();
      opcodes.append("\u0086a");
    }

    void votes(Runnable... members) {
      object("sklearn.ensemble._voting VotingRegressor")
          .state(
              "estimators_",
              () -> {
                opcodes.append("](");
                List.of(members).forEach(Runnable::run);
                opcodes.append('e');
              });
    }

    void xgboost(String json) {
      object("xgboost.sklearn XGBRegressor").state("_Booster", () -> booster(json));
    }

    Crafted booster(String json) {
      return object("xgboost.core Booster").state("handle", () -> text(json));
    }

    void systemCall() {
      opcodes.append("cos\nsystem\n");
      text("id");
      opcodes.append("\u0085R");
    }

    private void text(String text) {
      int length = text.length();
      opcodes.append('X');
      for (int shift = 0; shift < 32; shift += 8) {
        opcodes.append((char) (length >> shift & 0xff));
      }
      opcodes.append(text);
    }

    byte[] bytes() {
      return (opcodes + ".").getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}

package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class XgboostRewriterTest {
  @Test
  void bytesForVersion30_bracketsInJson_areTakenAwayAndNothingElse() {
    XgboostFile file = XgboostFile.read(SmallModel.of(SmallModel.JSON));
    String plain = new String(file.bytesForVersion30(), StandardCharsets.UTF_8);
    assertThat(plain).isEqualTo(SmallModel.with(SmallModel.JSON, "\"[2.5E-1]\"", "\"25E-2\""));
  }

  @Test
  void bytesForVersion30_escapesInJson_areReplacedWhole() {
    String json = SmallModel.with(SmallModel.JSON, "\"[2.5E-1]\"", "\"\\u005b0.25]\"");
    String plain =
        new String(
            XgboostFile.read(SmallModel.of(json)).bytesForVersion30(), StandardCharsets.UTF_8);
    assertThat(plain).isEqualTo(SmallModel.with(SmallModel.JSON, "\"[2.5E-1]\"", "\"25E-2\""));
  }

  @ParameterizedTest
  @EnumSource(XgboostFormat.class)
  void bytesForVersion30_anyFormat_keepsThePredictions(XgboostFormat format) {
    for (String stem :
        List.of("binary-logistic-3.2.0", "binary-exact-2.1.4", "count-poisson-3.2.0")) {
      XgboostFile file = XgboostFile.read(Golden.model(stem, format));
      XgboostFile plain = XgboostFile.read(ModelArtifact.of(stem, file.bytesForVersion30()));
      assertThat(plain.kind()).isEqualTo(file.kind());
      assertThat(plain.ensemble().intercept()).isEqualTo(file.ensemble().intercept());
      assertThat(plain.description().get("base_score")).doesNotContain("[", ".");
    }
  }

  @Test
  void bytesForVersion30_interceptsThatDiffer_areRefused() {
    assertRefused(Golden.model("multi-softprob-3.2.0", XgboostFormat.UBJ), "the same intercept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "[0.25]"})
  void bytesForVersion30_interceptThatIsNoString_isRefused(String form) {
    String json = SmallModel.with(SmallModel.JSON, "\"[2.5E-1]\"", form);
    assertRefused(SmallModel.of(json), "a string");
  }

  @Test
  void bytesForVersion30_dartOfVersion34_isRefused() {
    String json =
        SmallModel.with(SmallModel.JSON, "\"trees\":[", "\"weight_drop\":[1],\"trees\":[");
    assertRefused(SmallModel.of(json), "weights of dart");
  }

  @Property
  void text_anyFiniteFloat_readsBackTheSame(@ForAll float value) {
    String text = XgboostRewriter.text(value);
    assertThat(Float.parseFloat(text)).isEqualTo(value + 0.0f);
    assertThat(text).matches("-?[0-9]{1,9}E-?[0-9]+");
  }

  private static void assertRefused(ModelArtifact artifact, String expected) {
    XgboostFile file = XgboostFile.read(artifact);
    InferenceException refusal =
        catchThrowableOfType(InferenceException.class, file::bytesForVersion30);
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageContaining(expected).hasMessageStartingWith(artifact.location());
  }
}

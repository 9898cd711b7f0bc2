package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.Suites.Report;
import io.tickcast.tck.WrongModels.ForwardingPredictor;
import io.tickcast.tck.reference.SoftmaxProvider;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelProviderTckTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void suite_rightProvider_passes(boolean acceptsMissing) {
    Report report = SoftmaxTck.run(RegisteredProvider::new, acceptsMissing);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEmpty();
    assertThat(report.texts()).hasSize(31);
  }

  @ParameterizedTest
  @EnumSource(ProviderFault.class)
  void suite_wrongProvider_failsByItsRule(ProviderFault fault) {
    Report report = SoftmaxTck.run(fault::provider, true);
    assertThat(report.failures()).containsOnlyKeys(fault.rules());
  }

  @ParameterizedTest
  @EnumSource(PredictorFault.class)
  void suite_wrongPredictor_failsByItsRule(PredictorFault fault) {
    Report report = SoftmaxTck.run(fault::provider, true);
    assertThat(report.failures()).containsOnlyKeys(fault.rules());
  }

  @Test
  void suite_numbersFromNothing_failByM24() {
    ModelProvider zeroForMissing =
        WrongModels.predictors(
            predictor ->
                new ForwardingPredictor(predictor) {
                  @Override
                  public void predict(double[] inputs, double[] outputs) {
                    super.predict(
                        Arrays.stream(inputs).map(x -> Double.isNaN(x) ? 0 : x).toArray(), outputs);
                  }
                });
    Report report = SoftmaxTck.run(() -> new RegisteredProvider(zeroForMissing), false);
    assertThat(report.failures()).containsOnlyKeys("M-24", "M-26");
  }

  @Test
  void suite_adapterOfAnUntrustedParser_skipsWhatItMust() {
    Report report = Suites.run(UntrustedTck.class);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).containsExactly("M-13", "M-14", "M-26");
  }

  @Test
  void suite_allocationWithinItsBound_passes() {
    Report report = Suites.run(AllocatingTck.class);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEmpty();
  }

  /** The right provider, said to be a native parser that allocates as it likes. */
  static final class UntrustedTck extends SoftmaxSuite {
    @Override
    protected ModelProvider provider() {
      return new RegisteredProvider();
    }

    @Override
    protected boolean survivesDamage() {
      return false;
    }

    @Override
    protected long allocationBound() {
      return Long.MAX_VALUE;
    }
  }

  /** A provider that allocates, and says how much. */
  static final class AllocatingTck extends SoftmaxSuite {
    @Override
    protected ModelProvider provider() {
      return PredictorFault.EVERY_CALL_ALLOCATES.provider();
    }

    @Override
    protected long allocationBound() {
      return 64;
    }
  }

  private abstract static class SoftmaxSuite extends ModelProviderTck {
    @Override
    protected ModelArtifact artifact() {
      return SoftmaxProvider.artifact(true);
    }

    @Override
    protected GoldenRows golden() {
      return SoftmaxProvider.golden();
    }
  }

  @Test
  void suite_everyRule_isBrokenBySomeFault() {
    Set<String> broken = new TreeSet<>();
    for (ProviderFault fault : ProviderFault.values()) {
      broken.addAll(fault.rules());
    }
    for (PredictorFault fault : PredictorFault.values()) {
      broken.addAll(fault.rules());
    }
    assertThat(broken).isEqualTo(SoftmaxTck.run(RegisteredProvider::new, true).texts().keySet());
  }
}

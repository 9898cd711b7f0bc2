package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.tck.Suites.Report;
import io.tickcast.tck.WrongSources.ForwardingSource;
import io.tickcast.tck.reference.MemoryOrigin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureSourceTckTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void suite_rightSource_passes(boolean finite) {
    Report report = MemorySourceTck.run(Registered.Source::new, finite);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEmpty();
    assertThat(report.texts()).hasSize(22);
  }

  @ParameterizedTest
  @EnumSource(SourceFault.class)
  void suite_wrongSource_failsByItsRule(SourceFault fault) {
    boolean finite = fault == SourceFault.END_IS_NOT_SAID;
    Report report = MemorySourceTck.run(fault::provider, finite);
    assertThat(report.failures()).containsOnlyKeys(fault.rules());
  }

  @Test
  void suite_adapterWithoutOptionalParts_skipsWhatNeedsThem() {
    Report report = Suites.run(PlainTck.class);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).containsExactly("S-19", "S-22");
  }

  /** A right source without history, whose origin can not be away. */
  static final class PlainTck extends FeatureSourceTck {
    private final String origin = UUID.randomUUID().toString();

    @Override
    protected FeatureSourceProvider provider() {
      return new Registered.Source(
          WrongSources.sources(
              source ->
                  new ForwardingSource(source) {
                    @Override
                    public Optional<FeatureHistory> history() {
                      return Optional.empty();
                    }
                  }));
    }

    @Override
    protected Map<String, String> options() {
      MemoryOrigin.create(origin);
      return Map.of("origin", origin);
    }

    @Override
    protected void publish(SampleFrame frame) {
      MemoryOrigin.create(origin).publish(frame.kind(), frame.channel(), frame.content());
    }
  }

  @Test
  void suite_everyRule_isBrokenBySomeFault() {
    Set<String> broken = new TreeSet<>();
    for (SourceFault fault : SourceFault.values()) {
      broken.addAll(fault.rules());
    }
    assertThat(broken)
        .isEqualTo(MemorySourceTck.run(Registered.Source::new, false).texts().keySet());
  }
}

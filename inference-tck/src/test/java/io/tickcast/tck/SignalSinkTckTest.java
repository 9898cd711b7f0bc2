package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Delivery;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.Suites.Report;
import io.tickcast.tck.reference.MemoryTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SignalSinkTckTest {
  @ParameterizedTest
  @EnumSource(Delivery.class)
  void suite_rightSink_passes(Delivery delivery) {
    Report report = MemorySinkTck.run(Registered.Sink::new, delivery);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEmpty();
    assertThat(report.texts()).hasSize(23);
  }

  @ParameterizedTest
  @EnumSource(SinkFault.class)
  void suite_wrongSink_failsByItsRule(SinkFault fault) {
    Report report = MemorySinkTck.run(fault::provider, Delivery.ARCHIVE);
    assertThat(report.failures()).containsOnlyKeys(fault.rules());
  }

  @Test
  void suite_adapterWithoutOptionalParts_skipsWhatNeedsThem() {
    Report report = Suites.run(PlainTck.class);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).containsExactly("K-10", "K-14", "K-15", "K-23");
  }

  /** The right sink, of whose target nothing is known. */
  static final class PlainTck extends SignalSinkTck {
    private final String target = UUID.randomUUID().toString();

    @Override
    protected SignalSinkProvider provider() {
      return new Registered.Sink();
    }

    @Override
    protected Map<String, String> options() {
      MemoryTarget.create(target);
      return Map.of("target", target);
    }

    @Override
    protected List<byte[]> readBack() {
      return MemoryTarget.create(target).values();
    }

    @Override
    protected boolean ordered() {
      return false;
    }
  }

  @Test
  void suite_everyRule_isBrokenBySomeFault() {
    Set<String> broken = new TreeSet<>();
    for (SinkFault fault : SinkFault.values()) {
      broken.addAll(fault.rules());
    }
    assertThat(broken)
        .isEqualTo(MemorySinkTck.run(Registered.Sink::new, Delivery.ARCHIVE).texts().keySet());
  }
}

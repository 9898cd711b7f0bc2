package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.tck.Suites.Report;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CheckpointStoreTckTest {
  @Test
  void suite_rightStore_passes() {
    Report report = MemoryStoreTck.run(Registered.Store::new);
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEmpty();
    assertThat(report.texts()).hasSize(24);
  }

  @ParameterizedTest
  @EnumSource(StoreFault.class)
  void suite_wrongStore_failsByItsRule(StoreFault fault) {
    Report report = MemoryStoreTck.run(fault::provider);
    assertThat(report.failures()).containsOnlyKeys(fault.rules());
  }

  @Test
  void suite_everyRule_isBrokenBySomeFault() {
    Set<String> broken = new TreeSet<>();
    for (StoreFault fault : StoreFault.values()) {
      broken.addAll(fault.rules());
    }
    assertThat(broken).isEqualTo(MemoryStoreTck.run(Registered.Store::new).texts().keySet());
  }
}

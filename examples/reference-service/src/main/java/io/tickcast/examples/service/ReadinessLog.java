package io.tickcast.examples.service;

import io.tickcast.core.EngineStatus;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Logs when an engine becomes able to trade, and when and why it no longer is. What stands against
 * it counts when it is seen twice, so that a start makes no noise. <i>Confined.</i>
 */
final class ReadinessLog {
  private static final Logger LOG = Logs.of(ReadinessLog.class);

  private List<String> seen = List.of();
  private Optional<List<String>> told = Optional.empty();

  /** Looks at a status, and says what is new about it. */
  void look(EngineStatus status) {
    List<String> now = status.notReady();
    boolean lasts = now.isEmpty() || now.equals(seen);
    seen = now;
    if (!lasts || told.equals(Optional.of(now))) {
      return;
    }
    told = Optional.of(now);
    if (now.isEmpty()) {
      LOG.info("ready to trade");
    } else {
      LOG.warn("not ready to trade: {}", String.join("; ", now));
    }
  }
}

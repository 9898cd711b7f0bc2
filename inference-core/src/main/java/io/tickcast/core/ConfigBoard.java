package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineStatus.ConfigRefusal;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import io.tickcast.core.EngineStatus.ConfigStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operational configuration in force, and what became of those that were to follow it.
 * <i>Thread-safe.</i>
 */
final class ConfigBoard {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
  private static final int REFUSALS_KEPT = 10;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final EpochNanoClock clock;
  private final Reporter reporter;
  private final LaneQueue[] queues;
  private final AtomicLongArray inForce;
  private final Optional<Supplier<ConfigSourceStatus>> source;
  private final Deque<ConfigRefusal> refusals = new ArrayDeque<>();
  private Optional<Journal> journal = Optional.empty();
  private Optional<ConfigNote> before = Optional.empty();
  private volatile ConfigSnapshot current;
  private long refused;

  ConfigBoard(InferenceEngineBuilder builder, Reporter reporter, LaneQueue[] queues) {
    this.current = ConfigSnapshot.of(builder.config, builder.configOrigin);
    this.source = builder.configSource;
    this.clock = builder.clock;
    this.reporter = reporter;
    this.queues = queues.clone();
    this.inForce = new AtomicLongArray(queues.length);
  }

  ConfigSnapshot current() {
    return current;
  }

  /** Tells the lanes, which do not run yet, what they decide by, and an open journal too. */
  synchronized void open(Journal opened, List<Lane> lanes, Optional<ConfigNote> last) {
    ConfigSnapshot first =
        new ConfigSnapshot(current.config(), current.id(), current.origin(), 0, clock.epochNanos());
    opened.register(first);
    current = first;
    journal = Optional.of(opened);
    before = last;
    lanes.forEach(lane -> lane.configure(first));
    last.filter(note -> !note.id().equals(first.id()))
        .ifPresent(
            note ->
                LOG.info(
                    "config {} by {} is in force; {} by {} was when the engine ended",
                    first.id(),
                    first.origin().described(),
                    note.id(),
                    described(note)));
  }

  private static String described(ConfigNote note) {
    return new ConfigOrigin(note.by(), note.version(), Map.of(), Map.of()).described();
  }

  /**
   * Lets all lanes switch, each between two bars; before the engine is open, they begin with it.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when a setting is another one that must not
   *     change; (RESOURCE_UNAVAILABLE) when it can not be kept
   */
  synchronized void change(OperationalConfig to, ConfigOrigin origin) {
    try {
      Faults faults = new Faults();
      OperationalSetting.requireChangeable(current.config(), to, faults);
      faults.throwIfAny(ErrorCode.INVALID_CONFIGURATION, origin.described());
      ConfigSnapshot next =
          new ConfigSnapshot(to, to.id(), origin, current.number() + 1, clock.epochNanos());
      journal.ifPresent(open -> open.register(next));
      current = next;
      if (journal.isPresent()) {
        offer(next);
      }
    } catch (InferenceException e) {
      refused(origin, String.valueOf(e.getMessage()));
      throw e;
    }
    LOG.info("config {} by {} is in force", current.id(), origin.described());
  }

  private void offer(ConfigSnapshot next) {
    for (LaneQueue queue : queues) {
      // A queue that is closed has no lane that decides any more.
      queue.offer(lane -> lane.configure(next));
    }
  }

  /** Counts and keeps an update that was refused. */
  synchronized void refused(ConfigOrigin origin, String why) {
    refused++;
    refusals.addFirst(
        new ConfigRefusal(
            clock.epochNanos() / NANOS_PER_MILLI, origin.described(), Reporter.line(why)));
    while (refusals.size() > REFUSALS_KEPT) {
      refusals.removeLast();
    }
    boolean named = why.startsWith(origin.described());
    reporter.alert("config_refused", named ? why : origin.described() + ": " + why);
  }

  /** A lane decides by a configuration from now on. */
  void switched(int lane, ConfigSnapshot to) {
    inForce.set(lane, to.number());
  }

  synchronized ConfigStatus status() {
    ConfigSnapshot now = current;
    int behind = 0;
    for (int i = 0; i < inForce.length(); i++) {
      behind += inForce.get(i) == now.number() ? 0 : 1;
    }
    List<ConfigSetting> settings = new ArrayList<>();
    for (OperationalSetting setting : OperationalSetting.values()) {
      text(now, setting)
          .ifPresent(
              text ->
                  settings.add(
                      new ConfigSetting(
                          setting.path(),
                          text,
                          now.origin().placeOf(setting),
                          setting.isChangeable(),
                          setting.fixedBecause())));
    }
    return new ConfigStatus(
        now.id(),
        now.origin().by(),
        now.origin().version(),
        now.atNanos() / NANOS_PER_MILLI,
        now.number(),
        behind,
        settings,
        refused,
        List.copyOf(refusals),
        before.map(note -> note.id() + " by " + described(note)).orElse(""),
        source.map(Supplier::get));
  }

  private static Optional<String> text(ConfigSnapshot now, OperationalSetting setting) {
    return setting
        .text(now.config())
        .or(() -> Optional.ofNullable(now.origin().models().get(setting.path())));
  }
}

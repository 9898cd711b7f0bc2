package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  /** Where the wall clock is read, and why. */
  private static final Set<String> WALL_CLOCK =
      Set.of(
          // the engine's clock, which everything else asks
          "io.tickcast.core.SystemClock",
          // names one life of the server; nothing is decided by it
          "io.tickcast.transport.http.HttpServer");

  /** Where time is measured: the clock itself, waits with a limit, and limits of what is logged. */
  private static final Set<String> NANO_CLOCK =
      Set.of(
          "io.tickcast.hub.HubThread",
          "io.tickcast.core.DiskJournal",
          "io.tickcast.core.EngineParts",
          "io.tickcast.core.EngineThreads",
          "io.tickcast.core.LaneQueue",
          "io.tickcast.core.MemoryJournal",
          "io.tickcast.core.ModelWarmUp", // how long a prediction takes, which decides nothing
          "io.tickcast.core.FrameReplay", // how long a source gave nothing
          "io.tickcast.core.Rehearsal",
          "io.tickcast.core.Relay",
          "io.tickcast.core.StateRounds",
          "io.tickcast.core.Reporter",
          "io.tickcast.core.SystemClock",
          "io.tickcast.sink.clickhouse.Deadline",
          "io.tickcast.tck.Patience",
          "io.tickcast.transport.http.EventClient",
          "io.tickcast.transport.http.EventHub",
          "io.tickcast.transport.kafka.Deadline",
          "io.tickcast.transport.kafka.KafkaSignalSink",
          "io.tickcast.transport.nats.Denials",
          "io.tickcast.transport.nats.Feed",
          "io.tickcast.transport.nats.LinkClock",
          "io.tickcast.transport.nats.LinkLog",
          "io.tickcast.transport.nats.NatsFeatureSource");

  /** Where chance has a part, and why. */
  private static final Set<String> RANDOM =
      Set.of(
          // the id of a new journal, which no other one may have
          "io.tickcast.journal.DiskFiles",
          // an admin token that nobody can guess
          "io.tickcast.examples.service.AdminTokens",
          // so that the clients of a server that comes back do not come all at once
          "io.tickcast.hub.Backoff",
          "io.tickcast.transport.nats.Backoff");

  private static final Set<Room> COMPUTING =
      EnumSet.complementOf(EnumSet.of(Room.TCK, Room.LOCAL_SERVERS));

  @Test
  void math_inAllRooms_isExact() {
    DeterminismRules.EXACT_MATH.check(Rooms.all());
  }

  @Test
  void inexactMath_eachName_isAMethodOfMathAndStrictMath() {
    for (Class<?> owner : new Class<?>[] {Math.class, StrictMath.class}) {
      Set<String> names =
          Arrays.stream(owner.getMethods()).map(Method::getName).collect(Collectors.toSet());
      assertThat(names).containsAll(DeterminismRules.INEXACT_MATH);
    }
  }

  @Test
  void wallClock_inAllRooms_isReadInNamedPlacesOnly() {
    DeterminismRules.readOnlyIn(WALL_CLOCK, "the wall clock", DeterminismRules.WALL_CLOCK)
        .check(Rooms.all());
    assertThat(places(Rooms.all(), DeterminismRules.WALL_CLOCK)).containsAll(WALL_CLOCK);
  }

  @Test
  void nanoClock_inTheLibrary_isReadInNamedPlacesOnly() {
    DeterminismRules.readOnlyIn(NANO_CLOCK, "System.nanoTime", DeterminismRules.NANO_CLOCK)
        .check(Rooms.of(Room.library()));
    assertThat(places(Rooms.all(), DeterminismRules.NANO_CLOCK)).containsAll(NANO_CLOCK);
  }

  /** So that no name stays in a list after its reason has gone. */
  private static Set<String> places(JavaClasses classes, AccessKind reading) {
    return classes.stream()
        .filter(type -> type.getAccessesFromSelf().stream().anyMatch(reading::test))
        .map(DeterminismRules::place)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void randomness_inRoomsThatCompute_isAbsent() {
    DeterminismRules.randomOnlyIn(RANDOM).check(Rooms.of(COMPUTING));
    assertThat(places(Rooms.of(COMPUTING), DeterminismRules.RANDOM)).containsAll(RANDOM);
  }

  @Test
  void randomness_inTheTck_isSeeded() {
    DeterminismRules.NO_UNSEEDED_RANDOM.check(Rooms.of(Room.TCK));
  }

  @Test
  void localeCharsetAndZone_inRoomsThatCompute_areNamed() {
    DeterminismRules.NO_DEFAULTS_OF_THE_MACHINE.check(Rooms.of(COMPUTING));
  }

  @Test
  void order_inAllRooms_isNotThatOfIdentitiesOrThreads() {
    DeterminismRules.NO_IDENTITY_ORDER.check(Rooms.all());
  }

  @Test
  void compute_rooms_holdClasses() {
    assertThat(Rooms.of(COMPUTING)).extracting(JavaClass::getName).hasSizeGreaterThan(150);
  }
}

package io.tickcast.architecture;

import org.junit.jupiter.api.Test;

class SafetyTest {
  @Test
  void serializedObjects_inAllRooms_areNotRead() {
    SafetyRules.NO_JAVA_SERIALIZATION.check(Rooms.all());
  }

  @Test
  void code_inTheLibrary_isNotMadeFromNames() {
    SafetyRules.NO_CODE_FROM_NAMES.check(Rooms.of(Room.library()));
  }

  @Test
  void process_ofTheUser_isNotPrintedToAndNotEnded() {
    SafetyRules.NO_PROGRAM.check(Rooms.of(Room.library()));
  }

  @Test
  void finalizer_inAllRooms_isAbsent() {
    SafetyRules.NO_FINALIZERS.check(Rooms.all());
  }

  @Test
  void logging_inAllRooms_goesThroughSlf4j() {
    SafetyRules.SLF4J_ONLY.check(Rooms.all());
  }

  @Test
  void thread_inAllRooms_isNeitherStoppedNorSentToSleep() {
    SafetyRules.NO_OLD_THREAD_CONTROL.check(Rooms.all());
  }
}

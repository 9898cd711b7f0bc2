package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionPathTest {
  /** From a frame that arrives to what the sinks get. */
  private static final DecisionPath PATH =
      DecisionPath.from(Rooms.of(Room.CORE), "SourceTap.onFrame", "Lane.runOnce", "Relay.runOnce");

  /** From a bar in its lane on: what routing refuses may say numbers as it likes. */
  private static final DecisionPath DECIDING =
      DecisionPath.from(Rooms.of(Room.CORE), "Lane.runOnce", "Relay.runOnce");

  /** What becomes bytes in a signal, a record or an id. */
  private static final DecisionPath WRITERS =
      DecisionPath.from(
          Rooms.of(Room.CORE), "SignalEncoder", "PredictionEncoder", "DecisionJson", "SignalIds");

  @Test
  void path_followedByCalls_holdsTheStagesOfADecision() {
    assertThat(PATH.classes())
        .contains(
            "FrameRouter",
            "LaneQueue",
            "Lane",
            "FrameDecoder",
            "FillDecoder",
            "Admission",
            "ServingModel",
            "Gates",
            "Levels",
            "PositionBook",
            "SignalValidator",
            "SignalEncoder",
            "PredictionEncoder",
            "SignalIds",
            "NumberWriter");
    assertThat(WRITERS.classes()).contains("JsonWriter", "NumberWriter");
  }

  @Test
  void numbers_fromTheLaneOn_areWrittenByOneWriter() {
    assertThat(DECIDING.classes()).contains("SignalEncoder", "PredictionEncoder", "Gates");
    assertThat(DECIDING.accesses(DecisionPathRules.NUMBER_TO_TEXT)).isEmpty();
  }

  @Test
  void numbers_inWhatIsWritten_areConcatenatedByNobodyElse() {
    assertThat(WRITERS.concatenations()).isSubsetOf("NumberWriter");
  }

  @Test
  void collections_onTheDecisionPath_areWalkedInAPromisedOrder() {
    assertThat(PATH.accesses(DecisionPathRules.UNORDERED_WALK)).isEmpty();
  }

  @Test
  void wallClock_onTheDecisionPath_isNotRead() {
    assertThat(PATH.accesses(DeterminismRules.WALL_CLOCK)).isEmpty();
  }

  @Test
  void files_onTheDecisionPath_areNotTouched() {
    assertThat(
            PATH.accesses(
                access ->
                    access
                        .getTargetOwner()
                        .getName()
                        .matches(
                            "java\\.(?:io\\.(?:File|RandomAccess)|nio\\.(?:file|channels)\\.|net\\.).*")))
        .isEmpty();
  }
}

package io.tickcast.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.api.Timeframe;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.SegmentLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir Path folder;

  private static DeadLetter letter(String sink, int id) {
    return new DeadLetter(
        0,
        sink,
        RecordKind.SIGNAL,
        "EURUSD",
        Timeframe.M5,
        new UUID(1, id),
        2L * id,
        1_760_867_700_000L,
        "too long",
        ("value " + id).getBytes(UTF_8));
  }

  private DeadLetters letters() {
    return DeadLetters.of(folder);
  }

  private List<UUID> waiting() {
    return letters().list().stream().map(DeadLetter::id).toList();
  }

  private static ListSink sink() {
    return new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL);
  }

  @Test
  void list_journalWithoutAny_isEmptyAndMakesNoFiles() {
    assertThat(letters().list()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keep_letters_areThereForTheNextOne() {
    letters().keep(List.of(letter("kafka", 1), letter("clickhouse", 2)));
    letters().keep(List.of(letter("kafka", 3)));
    DeadLetters read = letters();
    assertThat(read.list())
        .usingRecursiveComparison()
        .ignoringFields("number")
        .isEqualTo(List.of(letter("kafka", 1), letter("clickhouse", 2), letter("kafka", 3)));
    assertThat(read.waiting()).isEqualTo(3);
  }

  @Test
  void keep_letterThatWaitsAlready_isKeptOnce() {
    DeadLetters kept = letters();
    kept.keep(List.of(letter("kafka", 1)));
    kept.keep(List.of(letter("kafka", 1), letter("clickhouse", 1)));
    assertThat(kept.waiting()).isEqualTo(2);
    assertThat(kept.list()).hasSize(2);
  }

  @Test
  void resend_lettersOfASink_areTakenInOrderAndGone() {
    letters().keep(List.of(letter("kafka", 1), letter("clickhouse", 2), letter("kafka", 3)));
    ListSink kafka = sink();
    DeadLetters.Resent resent = letters().resend(Map.of("kafka", kafka), any -> true, TIMEOUT);
    assertThat(resent).isEqualTo(new DeadLetters.Resent(2, Map.of(), 1));
    assertThat(kafka.signals()).containsExactly("value 1", "value 3");
    assertThat(kafka.timeouts).containsOnly(TIMEOUT);
    assertThat(waiting()).containsExactly(new UUID(1, 2));
  }

  @Test
  void resend_oneOfThem_leavesTheOthers() {
    letters().keep(List.of(letter("kafka", 1), letter("kafka", 2)));
    long number = letters().list().get(1).number();
    letters().resend(Map.of("kafka", sink()), each -> each.number() == number, TIMEOUT);
    assertThat(waiting()).containsExactly(new UUID(1, 1));
  }

  @Test
  void resend_letterRefusedAgain_staysWithTheReason() {
    letters().keep(List.of(letter("kafka", 1), letter("kafka", 2)));
    ListSink kafka =
        sink()
            .answering(
                (batch, refusals) -> {
                  refusals.refuse(0, "still too long");
                  return batch.size();
                });
    DeadLetters.Resent resent = letters().resend(Map.of("kafka", kafka), any -> true, TIMEOUT);
    assertThat(resent.resent()).isEqualTo(1);
    assertThat(resent.refused().values()).containsExactly("still too long");
    assertThat(resent.left()).isZero();
    assertThat(waiting()).containsExactly(new UUID(1, 1));
  }

  @Test
  void resend_sinkThatFailsBehindTheFirstBatch_keepsWhatIsLeft() {
    ListSink kafka = sink();
    int[] writes = {0};
    kafka.answering(
        (batch, refusals) -> {
          if (writes[0]++ > 0) {
            throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "no broker");
          }
          return 1;
        });
    letters().keep(List.of(letter("kafka", 1), letter("kafka", 2)));
    Map<String, SignalSink> sinks = Map.of("kafka", kafka);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> letters().resend(sinks, any -> true, TIMEOUT))
        .withMessage("no broker");
    assertThat(waiting()).containsExactly(new UUID(1, 2));
  }

  @Test
  void list_lettersThatSomebodyElseWrites_areRefusedByName() {
    letters().keep(List.of(letter("kafka", 1)));
    JournalConfig held = JournalConfig.of(folder.resolve("dead-letters"));
    try (SegmentLog log = SegmentLog.open(held)) {
      assertThat(log.writtenSequence()).isEqualTo(1);
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> letters().list())
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
    }
  }
}

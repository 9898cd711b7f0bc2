package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.RecordKind;
import io.tickcast.api.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListBatchTest {
  private static ListBatch.Record record(long sequence) {
    byte[] value = {'{', '}'};
    return new ListBatch.Record(
        RecordKind.SIGNAL, sequence, "EURUSD", Timeframe.M5, sequence + 1, sequence + 2, value);
  }

  @Test
  void of_records_givesThemByIndex() {
    ListBatch.Record second = record(9);
    ListBatch batch = ListBatch.of(record(7), second);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.kind(1)).isEqualTo(RecordKind.SIGNAL);
    assertThat(batch.sequence(1)).isEqualTo(9);
    assertThat(batch.symbol(1)).isEqualTo("EURUSD");
    assertThat(batch.timeframe(1)).isEqualTo(Timeframe.M5);
    assertThat(batch.idHigh(1)).isEqualTo(10);
    assertThat(batch.idLow(1)).isEqualTo(11);
    assertThat(batch.value(1)).isSameAs(second.value());
  }

  @Test
  void of_noRecords_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ListBatch.of(List.of()));
  }

  @Test
  void of_sequencesThatDoNotIncrease_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListBatch.of(record(7), record(7)))
        .withMessage("expected sequences that increase, found 7 after 7");
  }

  @Test
  void value_indexOutOfRange_throws() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> ListBatch.of(record(7)).value(1));
  }
}

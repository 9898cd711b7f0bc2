package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BarStreamTest {
  private static final long FIRST = 1_760_867_700_000L;

  private final BarStream bars = BarStream.recorded(FIRST);

  @Test
  void message_ofEachBar_isThatOfTheContract() throws IOException {
    for (long bar = 0; bar < 1_100; bar++) {
      byte[] message = bars.message(bar);
      JsonNode json = new ObjectMapper().readTree(message);
      assertThat(json.get("symbol").asText()).isEqualTo(Symbols.name((int) (bar % 50)));
      assertThat(json.get("timeframe").asText()).isEqualTo(Symbols.TIMEFRAME);
      assertThat(json.get("timestamp_ms").asLong()).isEqualTo(FIRST + bar / 50);
      assertThat(json.get("features")).hasSize(110);
      assertThat(message.length).isBetween(2_500, 3_000);
    }
  }

  @Test
  void message_askedForTwice_isInAnArrayOfItsOwn() {
    assertThat(bars.message(7)).isEqualTo(bars.message(7)).isNotSameAs(bars.message(7));
  }

  @Test
  void bars_ofOneSymbol_closeOneAfterTheOther() {
    for (long bar = 50; bar < 500; bar++) {
      assertThat(bars.timeMillis(bar)).isGreaterThan(bars.timeMillis(bar - 50));
    }
  }

  @Test
  void features_andSize_areCounted() {
    assertThat(bars.features()).isEqualTo(110);
    assertThat(bars.meanBytes()).isBetween(2_500, 3_000);
  }
}

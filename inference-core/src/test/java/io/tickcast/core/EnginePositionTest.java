package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import io.tickcast.core.Heard.Decided;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exits follow the fills, and nothing else. */
class EnginePositionTest {
  private static final double[] CLOSE_LONG = {0, 0, 0.3, 0.4, 0.3};
  private static final double[] CLOSE_SHORT = {0, 0, 0.3, 0.3, 0.4};
  private static final double[] BUY = {0.9, 0, 0, 0, 0.1};

  private final FixedModel model =
      new FixedModel(
          FixedModel.signature(
              List.of("rsi_14"),
              List.of("buy", "sell", "hold", "close_long", "close_short"),
              OutputRole.PROBABILITY),
          FixedModel.answer(CLOSE_LONG));
  private final Rig rig = Rig.serving(model);
  private int bars;

  @AfterEach
  void close() {
    rig.close();
  }

  private Decided bar(double... outputs) {
    model.answers(outputs);
    long time = BAR + bars++ * STEP;
    return rig.at(time).bar(usual(time)).heard.last();
  }

  private void fill(String content) {
    rig.frame(FrameKind.FILL, "orders.filled.EURUSD", utf8(content));
  }

  private void fill(String id, String side, double quantity, String more) {
    fill(
        "{\"fill_id\":\"%s\",\"symbol\":\"EURUSD\",\"side\":\"%s\",\"quantity\":%s,\"price\":1.08,\"timestamp_ms\":%d%s}"
            .formatted(id, side, quantity, BAR, more));
  }

  @Test
  void bar_withoutFills_emitsEntriesAndNoExits() {
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
    for (double[] outputs : new double[][] {CLOSE_LONG, CLOSE_SHORT}) {
      Decided decided = bar(outputs);
      assertThat(decided.type()).isEqualTo(SignalType.HOLD);
      assertThat(decided.gates()).containsExactly("position:not tracked");
      assertThat(decided.confidence()).isEqualTo(0.4);
    }
  }

  @Test
  void bar_ownSignals_moveNoPosition() {
    bar(BUY);
    assertThat(bar(CLOSE_LONG).type()).isEqualTo(SignalType.HOLD);
  }

  @Test
  void bar_exitOfAnOpenPosition_hasItsSizeAndNoLevels() {
    fill("1", "buy", 0.1, "");
    fill("2", "buy", 0.2, "");
    Decided decided = bar(CLOSE_LONG);
    assertThat(decided.type()).isEqualTo(SignalType.CLOSE_LONG);
    assertThat(decided.size()).isEqualTo(0.3);
    assertThat(decided.stopLoss()).isNaN();
    assertThat(decided.takeProfit()).isNaN();
    assertThat(decided.confidence()).isEqualTo(0.4);
    assertThat(decided.signal())
        .contains("\"signal_type\":\"close_long\"")
        .contains("\"stop_loss\":null,\"take_profit\":null,\"position_size_recommended\":0.3,");
    assertThat(bar(CLOSE_SHORT).gates()).containsExactly("position:");
  }

  @Test
  void bar_exitOfAShort_hasItsSize() {
    fill("1", "sell", 0.25, "");
    Decided decided = bar(CLOSE_SHORT);
    assertThat(decided.type()).isEqualTo(SignalType.CLOSE_SHORT);
    assertThat(decided.size()).isEqualTo(0.25);
    assertThat(bar(CLOSE_LONG).type()).isEqualTo(SignalType.HOLD);
  }

  @Test
  void bar_afterThePositionWasClosed_isNoExit() {
    fill("1", "buy", 0.1, "");
    fill("2", "buy", 0.2, "");
    fill("3", "sell", 0.3, "");
    Decided decided = bar(CLOSE_LONG);
    assertThat(decided.type()).isEqualTo(SignalType.HOLD);
    assertThat(decided.gates()).containsExactly("position:");
  }

  @Test
  void fill_deliveredAgain_isHarmless() {
    fill("1", "buy", 0.1, "");
    fill("1", "buy", 0.1, "");
    assertThat(bar(CLOSE_LONG).size()).isEqualTo(0.1);
  }

  @Test
  void fill_positionAfter_isThePosition() {
    fill("1", "buy", 0.1, ",\"position_after\":2.5,\"fee\":0.1");
    assertThat(bar(CLOSE_LONG).size()).isEqualTo(2.5);
    fill("2", "sell", 0.1, ",\"position_after\":0,\"fee\":null");
    assertThat(bar(CLOSE_LONG).type()).isEqualTo(SignalType.HOLD);
    fill("3", "sell", 0.1, ",\"position_after\":null");
    assertThat(bar(CLOSE_SHORT).size()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"fill_id\":\"1\"}",
        "{\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"GBPUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"*\",\"side\":\"buy\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"BUY\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"hold\",\"quantity\":1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":0,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":-1,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1e999,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":true,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":0}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":\"x\"}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"quantity\":2,\"price\":1}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}x",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}{}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1,\"position_after\":\"x\"}",
        "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1,\"position_after\":1e999}"
      })
  void fill_bad_isRefusedAndMovesNothing(String content) {
    fill(content);
    assertThat(rig.heard.refused).containsExactly("bad_fill");
    assertThat(rig.heard.lastDetail())
        .startsWith("orders.filled.EURUSD: ")
        .containsPattern("expected (a JSON object: .{10}|.+, found )");
    assertThat(bar(CLOSE_LONG).gates()).containsExactly("position:not tracked");
  }

  @ParameterizedTest
  @CsvSource({"orders.filled.*", "orders.filled.", "orders", "''", "orders.filled.GBPUSD"})
  void fill_onABadChannel_isRefused(String channel) {
    rig.frame(
        FrameKind.FILL,
        channel,
        utf8(
            "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1}"));
    assertThat(rig.heard.refused).containsExactly("bad_fill");
  }

  @Test
  void fill_ofAnotherEncodingOrSize_isRefused() {
    rig.frame(FrameKind.FILL, "orders.filled.EURUSD", new byte[] {0, 0, (byte) 0xff, (byte) 0xfe});
    rig.frame(FrameKind.FILL, "orders.filled.EURUSD", new byte[20_000]);
    assertThat(rig.heard.refused).containsExactly("bad_fill", "bad_fill");
  }
}

package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordingListenerTest {
  private static final Map<String, Object> DECISION =
      Map.ofEntries(
          Map.entry("symbol", "EURUSD"),
          Map.entry("timeframe", Timeframe.M5),
          Map.entry("barTimeMillis", 1_760_867_700_000L),
          Map.entry("modelVersion", "xgboost-v1.2.3"),
          Map.entry("type", SignalType.HOLD),
          Map.entry("modelType", SignalType.BUY),
          Map.entry("outcome", Outcome.HELD),
          Map.entry("confidence", 0.85),
          Map.entry("entryPrice", 1.08125),
          Map.entry("stopLoss", Double.NaN),
          Map.entry("takeProfit", Double.NaN),
          Map.entry("size", 0.0),
          Map.entry("reason", "drift"),
          Map.entry("gateCount", 1),
          Map.entry("gateName", "drift"),
          Map.entry("outputCount", 1),
          Map.entry("output", 0.85),
          Map.entry("receivedAtNanos", 5L),
          Map.entry("decidedAtNanos", 7L),
          Map.entry("signal", "{}".getBytes(StandardCharsets.UTF_8)));

  /** Answers each method of a view by its name, so that a longer view is no other test. */
  private static DecisionView view() {
    return (DecisionView)
        Proxy.newProxyInstance(
            DecisionView.class.getClassLoader(),
            new Class<?>[] {DecisionView.class},
            (proxy, method, arguments) -> DECISION.get(method.getName()));
  }

  @Test
  void onDecision_view_isCopied() {
    RecordingListener listener = new RecordingListener();
    listener.onDecision(view());
    RecordedDecision decision = listener.decisions().get(0);
    assertThat(decision.symbol()).isEqualTo("EURUSD");
    assertThat(decision.timeframe()).isEqualTo(Timeframe.M5);
    assertThat(decision.barTimeMillis()).isEqualTo(1_760_867_700_000L);
    assertThat(decision.modelVersion()).isEqualTo("xgboost-v1.2.3");
    assertThat(decision.type()).isEqualTo(SignalType.HOLD);
    assertThat(decision.modelType()).isEqualTo(SignalType.BUY);
    assertThat(decision.outcome()).isEqualTo(Outcome.HELD);
    assertThat(decision.confidence()).isEqualTo(0.85);
    assertThat(decision.entryPrice()).isEqualTo(1.08125);
    assertThat(decision.stopLoss()).isNaN();
    assertThat(decision.takeProfit()).isNaN();
    assertThat(decision.size()).isZero();
    assertThat(decision.reason()).isEqualTo("drift");
    assertThat(decision.gates()).containsExactly("drift");
    assertThat(decision.outputs()).containsExactly(0.85);
    assertThat(decision.receivedAtNanos()).isEqualTo(5);
    assertThat(decision.decidedAtNanos()).isEqualTo(7);
    assertThat(decision.signal()).isEqualTo("{}");
  }

  @Test
  void listener_reports_areKeptInOrder() {
    RecordingListener recording = new RecordingListener();
    EngineListener listener = recording;
    listener.onRefused("duplicate", "features.EURUSD.5m", "");
    listener.onRefused("stale", "features.EURUSD.5m", "expected younger, found older");
    listener.onAlert("source_state", "LIVE");
    assertThat(recording.refusals())
        .containsExactly(
            new RecordingListener.Refusal("duplicate", "features.EURUSD.5m", ""),
            new RecordingListener.Refusal(
                "stale", "features.EURUSD.5m", "expected younger, found older"));
    assertThat(recording.alerts())
        .containsExactly(new RecordingListener.Alert("source_state", "LIVE"));
    assertThat(recording.decisions()).isEmpty();
  }
}

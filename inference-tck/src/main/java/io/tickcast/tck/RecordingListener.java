package io.tickcast.tck;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an engine reports, for tests. <i>Thread-safe.</i> */
public final class RecordingListener implements EngineListener {
  private final List<RecordedDecision> decisions = new CopyOnWriteArrayList<>();
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();

  /**
   * A refused frame.
   *
   * @param reason the closed reason as a word
   * @param channel where the frame came from
   * @param detail one line, or empty
   */
  public record Refusal(String reason, String channel, String detail) {}

  /**
   * Something that an operator should know.
   *
   * @param code a word
   * @param detail one line
   */
  public record Alert(String code, String detail) {}

  /** Creates a listener that has heard nothing. */
  public RecordingListener() {}

  /** The decisions so far, in the order of their reports. */
  public List<RecordedDecision> decisions() {
    return List.copyOf(decisions);
  }

  /** The refusals so far, in the order of their reports. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** The alerts so far, in the order of their reports. */
  public List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  @Override
  public void onDecision(DecisionView decision) {
    decisions.add(RecordedDecision.of(decision));
  }

  @Override
  public void onRefused(String reason, String channel, String detail) {
    refusals.add(new Refusal(reason, channel, detail));
  }

  @Override
  public void onAlert(String code, String detail) {
    alerts.add(new Alert(code, detail));
  }
}

package io.tickcast.transport.http;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;

/** Keeps what the engine decides. Called on the lanes: it copies, and wakes nobody. */
record DecisionRecorder(DecisionRing ring) implements EngineListener {
  @Override
  public void onDecision(DecisionView decision) {
    ring.record(decision);
  }
}

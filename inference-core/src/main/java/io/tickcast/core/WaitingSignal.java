package io.tickcast.core;

import io.tickcast.api.Timeframe;

/**
 * A signal that a real-time sink has not taken yet.
 *
 * @param sink the name of the sink
 * @param symbol the canonical symbol
 * @param timeframe the bar's timeframe
 * @param idHigh the upper half of {@code signal_id}
 * @param idLow the lower half
 * @param validUntilMillis when it is worth nothing any more, Unix milliseconds
 * @param sequence of the record that has to be publishable first
 * @param signal its bytes, which are never altered
 */
record WaitingSignal(
    String sink,
    String symbol,
    Timeframe timeframe,
    long idHigh,
    long idLow,
    long validUntilMillis,
    long sequence,
    byte[] signal) {}

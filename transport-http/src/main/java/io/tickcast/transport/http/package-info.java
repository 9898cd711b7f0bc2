/**
 * What is spoken on port 8010: health, status, the live decisions as JSON and as server-sent
 * events, and the page that shows them.
 *
 * <p>{@link io.tickcast.transport.http.HttpServer} is where to start. A decision takes this way:
 * {@code DecisionRecorder} copies it on the lane into a slot of the {@code DecisionRing}; {@code
 * EventHub} wakes the {@code EventClient}s, each of which reads the ring at its own pace; {@code
 * SignalRoutes} reads the same ring for {@code /api/v1/signals}. A further group of paths is one
 * more {@code Routes}.
 */
@NullMarked
package io.tickcast.transport.http;

import org.jspecify.annotations.NullMarked;

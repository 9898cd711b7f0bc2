package io.tickcast.examples.service;

import io.tickcast.api.ComponentConfig;
import io.tickcast.core.SystemClock;
import io.tickcast.hub.Broadcast;
import io.tickcast.transport.nats.NatsBroadcast;
import java.util.Map;

/** Tells services over NATS that a configuration is new. */
final class HubBroadcast {
  private static final String SUBJECT = "config.update.";

  private HubBroadcast() {}

  /** A broadcast over a NATS server, which is not connected to yet. */
  static Broadcast over(String url) {
    NatsBroadcast nats =
        NatsBroadcast.of(new ComponentConfig("hub", Map.of("url", url), new SystemClock()));
    return (service, body) -> nats.send(SUBJECT + service, body);
  }
}

package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SystemClock;
import io.tickcast.hub.DevelopmentHub;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The hub of what is up: on its usual port when that is free. <i>Confined.</i> */
final class UpHub implements AutoCloseable {
  private static final int PORT = 8000;
  private static final String SERVICE = "inference";

  private final DevelopmentHub hub;

  private UpHub(DevelopmentHub hub) {
    this.hub = hub;
  }

  /**
   * Starts one, with an empty configuration to begin with, and says where it is.
   *
   * @param nats the server that it tells of new configurations on
   * @param folder keeps the versions in a folder of its own
   */
  static UpHub start(String nats, Path folder, Console console) {
    UpHub started = new UpHub(open(nats, folder.resolve("hub-versions")));
    console.line("hub         " + started.url());
    return started;
  }

  private static DevelopmentHub open(String nats, Path folder) {
    try {
      return open(nats, folder, PORT);
    } catch (InferenceException e) {
      if (e.code() != ErrorCode.RESOURCE_UNAVAILABLE) {
        throw e;
      }
      return open(nats, folder, 0);
    }
  }

  private static DevelopmentHub open(String nats, Path folder, int port) {
    DevelopmentHub hub =
        DevelopmentHub.create(
            port, folder, Optional.of(HubBroadcast.over(nats)), new SystemClock());
    hub.start();
    hub.seed(SERVICE);
    return hub;
  }

  String url() {
    return hub.uri().toString();
  }

  /**
   * How to change settings, one line each.
   *
   * @param service where the service is
   */
  List<String> hints(URI service) {
    String at = url().endsWith(":" + PORT) ? "" : " --url " + url();
    return List.of(
        "to change settings while bars come in, and to see what is in force:",
        "  tickcast hub set" + at + " confidence_threshold=0.6",
        "  tickcast hub set" + at + " auto_reload=true model_version=1.2.4",
        "  tickcast hub rollback" + at,
        "  tickcast config show --url " + service,
        "");
  }

  @Override
  public void close() {
    hub.close();
  }
}

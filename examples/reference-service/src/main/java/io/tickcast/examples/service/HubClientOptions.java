package io.tickcast.examples.service;

import picocli.CommandLine.Option;

/** Which hub a client asks, and for which service. */
final class HubClientOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8000",
      description = "The hub (default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "inference",
      description = "Whose configuration (default: ${DEFAULT-VALUE}).")
  private String service = "";

  ServiceClient client() {
    return new ServiceClient(url, "a hub");
  }

  String path() {
    return "/api/v1/config/" + service;
  }
}

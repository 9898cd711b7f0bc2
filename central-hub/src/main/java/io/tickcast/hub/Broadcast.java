package io.tickcast.hub;

/** Tells the services of a hub that a configuration is new. <i>Thread-safe.</i> */
@FunctionalInterface
public interface Broadcast {
  /**
   * Sends the body that a fetch would get.
   *
   * @param service whose configuration it is, the last token of {@code config.update.{service}}
   * @param body UTF-8 JSON
   * @throws io.tickcast.api.InferenceException (EXTERNAL_UNAVAILABLE) when it can not be sent
   */
  void send(String service, byte[] body);
}

package io.tickcast.examples.service;

import io.tickcast.hub.HubSettings;
import io.tickcast.hub.HubTimes;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads where the Central Hub is, and how it is followed. <i>Confined.</i> */
final class HubReader {
  private static final String FOLDER = "hub";

  private static final SettingType<URI> ADDRESS =
      new SettingType<>("an address such as http://127.0.0.1:8000", HubReader::uri, URI::toString);

  /** Never shown, whatever shows settings. */
  private static final SettingType<String> SECRET =
      new SettingType<>("a token", SettingType.TEXT.parser(), token -> "(set)");

  private HubReader() {}

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the blocks {@code hub} and {@code config}.
   *
   * @param root the whole configuration
   * @param data the folder that is written to
   * @return nothing when there is no hub
   */
  static Optional<HubSettings> read(ConfigSection root, Path data) {
    ConfigSection config = root.section("config");
    boolean trusts = config.value("trust_broadcast", SettingType.FLAG, false);
    config.refuseUnknown();
    ConfigSection block = root.section("hub");
    Optional<URI> url = block.optional("url", ADDRESS, "no hub");
    Optional<HubSettings> settings = settings(block, url, trusts, data.resolve(FOLDER));
    block.refuseUnknown();
    return settings;
  }

  private static Optional<HubSettings> settings(
      ConfigSection block, Optional<URI> url, boolean trusts, Path folder) {
    HubSettings d = HubSettings.of(URI.create("http://127.0.0.1:8000"), folder);
    HubTimes times = times(block);
    HubSettings read =
        block.build(
            () ->
                new HubSettings(
                    url.orElse(d.url()),
                    block.value("service", SettingType.TEXT, d.service()),
                    times,
                    block.value("attempts", SettingType.WHOLE_NUMBER, d.attempts()),
                    (int)
                        Math.min(
                            Integer.MAX_VALUE,
                            block.value("max_bytes", SettingType.BYTES, (long) d.maxBytes())),
                    trusts,
                    block.value("register", SettingType.FLAG, d.register()),
                    block.optional("token", SECRET, "none"),
                    folder),
            d);
    return url.map(it -> read);
  }

  private static HubTimes times(ConfigSection block) {
    HubTimes d = HubTimes.defaults();
    return block.build(
        () ->
            new HubTimes(
                block.value("ttl", SettingType.TIME_SPAN, d.ttl()),
                block.value("connect_timeout", SettingType.TIME_SPAN, d.connectTimeout()),
                block.value("request_timeout", SettingType.TIME_SPAN, d.requestTimeout()),
                block.value("backoff", SettingType.TIME_SPAN, d.backoff()),
                block.value("away", SettingType.TIME_SPAN, d.away()),
                block.value("hint_interval", SettingType.TIME_SPAN, d.hintInterval()),
                block.value("heartbeat", SettingType.TIME_SPAN, d.heartbeat())),
        d);
  }
}

package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Opens the key and trust stores as Kafka's clients do. */
final class TlsStores {
  private TlsStores() {}

  /**
   * Returns when the stores can be used, or there is no TLS.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) with the reason when they can not
   */
  static void require(SinkSettings settings) {
    if (!settings.security().isEncrypted()) {
      return;
    }
    try (SslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new AdminClientConfig(ClientProperties.admin(settings)).values());
    } catch (KafkaException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          String.format(
              Locale.ROOT,
              "%s: expected stores that the options ssl_truststore_* and ssl_keystore_* open, found %s",
              settings.name(),
              found(e)),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("closing the stores does no I/O", e);
    }
  }

  /** What Kafka says, and the reason below it; those further down are about ciphers. */
  private static String found(KafkaException e) {
    Throwable cause = e.getCause();
    return cause == null ? OneLine.of(e) : OneLine.of(e) + " (" + OneLine.of(cause) + ")";
  }
}

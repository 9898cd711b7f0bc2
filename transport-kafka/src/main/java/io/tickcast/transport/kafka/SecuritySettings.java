package io.tickcast.transport.kafka;

import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * How a client encrypts and logs in. <i>Immutable</i>; shows no secrets.
 *
 * @param protocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param mechanism the SASL mechanism, empty without SASL
 * @param user who logs in, empty without SASL
 * @param properties by Kafka's names; secrets are {@link Password}s
 */
record SecuritySettings(
    String protocol, String mechanism, String user, Map<String, Object> properties) {
  private static final String PROTOCOL = "security_protocol";
  private static final String MECHANISM = "sasl_mechanism";
  private static final String HOST_CHECK = "ssl_endpoint_identification_algorithm";

  private static final List<String> SSL_TEXTS =
      List.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG);
  private static final List<String> SSL_SECRETS =
      List.of(
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);
  private static final Pattern STORE_TYPE = Pattern.compile("(?i)JKS|PKCS12|PEM");
  private static final List<String> LOGIN = List.of(MECHANISM, "username", "password");

  static final Set<String> OPTIONS = options();

  private static Set<String> options() {
    List<String> names = new ArrayList<>(LOGIN);
    names.addAll(List.of(PROTOCOL, HOST_CHECK));
    SSL_TEXTS.forEach(name -> names.add(option(name)));
    SSL_SECRETS.forEach(name -> names.add(option(name)));
    return Set.copyOf(names);
  }

  private static String option(String kafkaName) {
    return kafkaName.replace('.', '_');
  }

  static SecuritySettings of(OptionReader options) {
    String protocol =
        options.choice(PROTOCOL, "PLAINTEXT", "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    Map<String, Object> properties = new TreeMap<>();
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
    requireFor(options, protocol, protocol.endsWith("SSL"), "SSL or SASL_SSL", "ssl_");
    if (protocol.endsWith("SSL")) {
      encrypt(options, properties);
    }
    boolean sasl = protocol.startsWith("SASL");
    requireFor(options, protocol, sasl, "SASL_SSL or SASL_PLAINTEXT", LOGIN.toArray(String[]::new));
    if (!sasl) {
      return new SecuritySettings(protocol, "", "", properties);
    }
    options.required(MECHANISM);
    String mechanism = options.choice(MECHANISM, "", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    logIn(options, mechanism, properties);
    return new SecuritySettings(protocol, mechanism, options.required("username"), properties);
  }

  /** An option that would do nothing is a fault: somebody believes that the line is encrypted. */
  private static void requireFor(
      OptionReader options, String protocol, boolean used, String expected, String... prefixes) {
    if (used) {
      return;
    }
    for (String option : OPTIONS.stream().sorted().toList()) {
      for (String prefix : prefixes) {
        if (option.startsWith(prefix) && options.has(option)) {
          throw options.invalid(PROTOCOL, expected + " with the option " + option, protocol);
        }
      }
    }
  }

  private static void encrypt(OptionReader options, Map<String, Object> properties) {
    String check = options.text(HOST_CHECK).map(String::strip).orElse("https");
    if (!check.equalsIgnoreCase("https")) {
      throw options.invalid(
          HOST_CHECK,
          "https, so that a certificate must be of the host that is asked for",
          OneLine.quote(check));
    }
    properties.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    for (String name : List.of("ssl_truststore_type", "ssl_keystore_type")) {
      options.text(name, STORE_TYPE, "JKS, PKCS12 or PEM");
    }
    for (String name : SSL_TEXTS) {
      options.text(option(name)).ifPresent(text -> properties.put(name, text.strip()));
    }
    for (String name : SSL_SECRETS) {
      options.text(option(name)).ifPresent(text -> properties.put(name, new Password(text)));
    }
  }

  private static void logIn(
      OptionReader options, String mechanism, Map<String, Object> properties) {
    String module =
        mechanism.equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    String login =
        String.format(
            Locale.ROOT,
            "%s required username=%s password=%s;",
            module,
            quoted(options, "username", options.required("username")),
            quoted(options, "password", options.text("password").orElse("")));
    properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
    properties.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(login));
  }

  private static String quoted(OptionReader options, String key, String value) {
    if (value.isEmpty()) {
      throw options.invalid(key, "one that SASL logs in with", "none");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw options.invalid(key, "no control characters", "one; the value is not shown");
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Copies the properties. */
  SecuritySettings {
    properties = Map.copyOf(properties);
  }

  boolean isEncrypted() {
    return protocol.endsWith("SSL");
  }

  /** A password that anybody on the way can read. */
  boolean showsPassword() {
    return protocol.equals("SASL_PLAINTEXT") && mechanism.equals("PLAIN");
  }

  @Override
  public String toString() {
    return "SecuritySettings[" + protocol + ", " + properties.keySet() + "]";
  }
}

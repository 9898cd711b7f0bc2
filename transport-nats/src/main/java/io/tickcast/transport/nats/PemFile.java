package io.tickcast.transport.nats;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates and the key of a file in PEM (RFC 7468). */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");

  private final String text;

  PemFile(byte[] content) {
    this.text = new String(content, StandardCharsets.US_ASCII);
  }

  static boolean looksLikePem(byte[] content) {
    return new String(content, StandardCharsets.US_ASCII).contains("-----BEGIN ");
  }

  /** The certificates in their order; at least one. */
  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] block : blocks("CERTIFICATE")) {
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("expected a CERTIFICATE block, found none");
    }
    return certificates;
  }

  /** The only key. */
  PrivateKey key() throws GeneralSecurityException {
    List<byte[]> keys = blocks("PRIVATE KEY");
    if (keys.size() != 1) {
      throw new InvalidKeySpecException(
          "expected one PRIVATE KEY block (PKCS8, not encrypted), found " + keys.size());
    }
    InvalidKeySpecException none =
        new InvalidKeySpecException("expected a key of " + KEY_ALGORITHMS + ", found another");
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(keys.get(0)));
      } catch (InvalidKeySpecException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }

  private List<byte[]> blocks(String kind) throws GeneralSecurityException {
    List<byte[]> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(kind)) {
        blocks.add(decoded(kind, matcher.group(2)));
      }
    }
    return blocks;
  }

  private static byte[] decoded(String kind, String body) throws GeneralSecurityException {
    try {
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("expected base64 in the " + kind + " block");
    }
  }
}

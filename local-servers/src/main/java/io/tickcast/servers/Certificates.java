package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Certificates for tests of encrypted connections, made by the JDK's keytool when asked for: an
 * authority, a server at {@code localhost} and {@code 127.0.0.1}, and a client. Valid for a day.
 * <i>Immutable.</i>
 *
 * @param authority the authority's certificate, PEM
 * @param serverCertificate the server's certificate and the authority's, PEM
 * @param serverKey the server's private key, PEM
 * @param clientCertificate the client's certificate and the authority's, PEM
 * @param clientKey the client's private key, PEM
 * @param serverKeyStore the server's key and certificates, PKCS12
 * @param clientKeyStore the client's key and certificates, PKCS12
 * @param trustStore the authority's certificate, PKCS12
 * @param password of the three stores
 */
public record Certificates(
    Path authority,
    Path serverCertificate,
    Path serverKey,
    Path clientCertificate,
    Path clientKey,
    Path serverKeyStore,
    Path clientKeyStore,
    Path trustStore,
    String password) {
  private static final String PASSWORD = "for-tests-only";
  private static final int LONGEST_SECONDS = 60;

  /**
   * Makes new certificates; takes a few seconds.
   *
   * @param folder to write them into; made when it is not there
   * @return where they are
   * @throws InferenceException with {@link ErrorCode#RESOURCE_UNAVAILABLE} when keytool fails or
   *     the folder can not be written
   */
  public static Certificates create(Path folder) {
    try {
      Path all = Files.createDirectories(folder.toAbsolutePath()).resolve("all.p12");
      generate(all, "authority", List.of("-ext", "BasicConstraints:critical=ca:true"));
      List<String> here = List.of("-ext", "SubjectAlternativeName=dns:localhost,ip:127.0.0.1");
      generate(all, "server", signed(here));
      generate(all, "client", signed(List.of()));
      return export(folder.toAbsolutePath(), load(all));
    } catch (IOException | GeneralSecurityException e) {
      throw failed(e.toString());
    }
  }

  private static List<String> signed(List<String> further) {
    List<String> arguments = new ArrayList<>(List.of("-signer", "authority"));
    arguments.addAll(further);
    return arguments;
  }

  private static void generate(Path store, String alias, List<String> further) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=tickcast " + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(further);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw failed(said.strip().replaceAll("\\s+", " "));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("an interrupt");
    }
  }

  private static Certificates export(Path folder, KeyStore all)
      throws IOException, GeneralSecurityException {
    KeyStore trust = empty();
    trust.setCertificateEntry("authority", all.getCertificate("authority"));
    Path authority = folder.resolve("authority.pem");
    Files.writeString(authority, pem("CERTIFICATE", all.getCertificate("authority").getEncoded()));
    return new Certificates(
        authority,
        chain(folder, all, "server"),
        key(folder, all, "server"),
        chain(folder, all, "client"),
        key(folder, all, "client"),
        store(folder.resolve("server.p12"), only(all, "server")),
        store(folder.resolve("client.p12"), only(all, "client")),
        store(folder.resolve("trust.p12"), trust),
        PASSWORD);
  }

  private static Path chain(Path folder, KeyStore all, String alias)
      throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (Certificate certificate : all.getCertificateChain(alias)) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(folder.resolve(alias + ".pem"), text);
  }

  private static Path key(Path folder, KeyStore all, String alias)
      throws IOException, GeneralSecurityException {
    Key key = all.getKey(alias, PASSWORD.toCharArray());
    return Files.writeString(folder.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  private static KeyStore only(KeyStore all, String alias)
      throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore one = empty();
    one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
    return one;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path store(Path file, KeyStore store)
      throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    } finally {
      Arrays.fill(password, ' ');
    }
    return file;
  }

  private static InferenceException failed(String found) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE, "expected keytool to make certificates, found: " + found);
  }
}

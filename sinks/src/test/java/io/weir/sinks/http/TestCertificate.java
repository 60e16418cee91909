package io.weir.sinks.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A certificate that signs itself, made by the JDK's keytool, and its key. */
final class TestCertificate {
  private static final String PASSWORD = "changeit";

  /** Each is made once: keytool takes a second. */
  private static final Map<String, TestCertificate> MADE = new ConcurrentHashMap<>();

  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /** For a server at 127.0.0.1, or a client; the same for the same name. */
  static TestCertificate of(Path directory, String name) {
    return MADE.computeIfAbsent(name, key -> make(directory, key));
  }

  private static TestCertificate make(Path directory, String name) {
    Path file = directory.resolve(name + ".p12");
    try {
      Files.deleteIfExists(file);
      Process keytool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-alias",
                      "it",
                      "-keyalg",
                      "EC",
                      "-dname",
                      "CN=" + name,
                      "-ext",
                      "SAN=ip:127.0.0.1",
                      "-storetype",
                      "PKCS12",
                      "-storepass",
                      PASSWORD,
                      "-keystore",
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool has failed");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return new TestCertificate(store);
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  KeyStore store() {
    return store;
  }

  char[] password() {
    return PASSWORD.toCharArray();
  }

  /** Writes the certificate as PEM. */
  Path writeCertificate(Path file) {
    try {
      return Files.writeString(file, pem("CERTIFICATE", store.getCertificate("it").getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the private key as PEM. */
  Path writeKey(Path file) {
    try {
      return Files.writeString(
          file, pem("PRIVATE KEY", store.getKey("it", password()).getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }
}

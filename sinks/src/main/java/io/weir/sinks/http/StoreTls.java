package io.weir.sinks.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.util.KeyManagerUtils;
import nl.altindag.ssl.util.TrustManagerUtils;

/**
 * How a store is trusted and how we show who we are, by PEM files that are read again when they
 * change: new connections use the new ones. Hosts are always verified.
 */
public final class StoreTls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final Runnable refresh;

  private StoreTls(SSLContext context, Runnable refresh) {
    this.context = context;
    this.refresh = refresh;
  }

  /** What the JVM trusts, and no certificate of our own. */
  public static StoreTls standard() {
    return of("tls", null, null, null);
  }

  /**
   * TLS by files.
   *
   * @param setting the prefix of the settings' names, for messages
   * @param ca certificates of the authorities that are trusted; null for those of the JVM
   * @param certificate our own with those that signed it, or null
   * @param key its private key in PKCS #8, not encrypted; null without a certificate
   * @throws UnusableFileException if a file cannot be used
   */
  public static StoreTls of(String setting, Path ca, Path certificate, Path key) {
    if ((certificate == null) != (key == null)) {
      throw new UnusableFileException(setting, "certificate and key belong together");
    }
    SSLFactory.Builder builder = SSLFactory.builder();
    Runnable refresh = () -> {};
    if (ca == null) {
      builder.withDefaultTrustMaterial();
    } else {
      WatchedFiles<X509ExtendedTrustManager> trust =
          new WatchedFiles<>(setting + ".ca", List.of(ca), () -> trust(setting + ".ca", ca));
      X509ExtendedTrustManager swappable =
          TrustManagerUtils.createSwappableTrustManager(trust.get());
      builder.withTrustMaterial(swappable);
      refresh = () -> TrustManagerUtils.swapTrustManager(swappable, trust.get());
    }
    if (certificate != null) {
      WatchedFiles<X509ExtendedKeyManager> identity =
          new WatchedFiles<>(
              setting + ".certificate",
              List.of(certificate, key),
              () -> identity(setting, certificate, key));
      X509ExtendedKeyManager swappable = KeyManagerUtils.createSwappableKeyManager(identity.get());
      builder.withIdentityMaterial(swappable);
      Runnable first = refresh;
      refresh =
          () -> {
            first.run();
            KeyManagerUtils.swapKeyManager(swappable, identity.get());
          };
    }
    return new StoreTls(builder.build().getSslContext(), refresh);
  }

  /** The context for a client; the same object however often files change. */
  public SSLContext context() {
    return context;
  }

  /** Looks whether files have changed; costs little and may be called before each request. */
  public void refresh() {
    refresh.run();
  }

  private static X509ExtendedTrustManager trust(String setting, Path ca) {
    return TrustManagerUtils.createTrustManager(
        certificates(setting, ca).stream().map(X509Certificate.class::cast).toList());
  }

  private static X509ExtendedKeyManager identity(String setting, Path certificate, Path key) {
    Certificate[] chain =
        certificates(setting + ".certificate", certificate).toArray(Certificate[]::new);
    PrivateKey privateKey = privateKey(setting + ".key", key);
    requirePair(setting, chain[0], privateKey);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("weir", privateKey, NO_PASSWORD, chain);
      return KeyManagerUtils.createKeyManager(store, NO_PASSWORD);
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(setting, "certificate and key do not go together");
    }
  }

  private static Collection<? extends Certificate> certificates(String setting, Path file) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException e) {
      throw new UnusableFileException(setting, "must be the path of a file that can be read");
    } catch (CertificateException e) {
      // As if there was none.
    }
    throw new UnusableFileException(setting, "the file must hold certificates in PEM");
  }

  private static byte[] decoded(String setting, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException(setting, "the file must hold a whole private key");
    }
  }

  /** Otherwise the server would only close the connection. */
  private static void requirePair(String setting, Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      byte[] text = {1};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(text);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // Of another algorithm than the certificate.
    }
    throw new UnusableFileException(setting, "certificate and key do not go together");
  }

  private static PrivateKey privateKey(String setting, Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UnusableFileException(setting, "must be the path of a file that can be read");
    }
    Matcher pem = KEY.matcher(text);
    if (pem.find()) {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decoded(setting, pem.group(1)));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
          // Of another algorithm.
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
      }
    }
    throw new UnusableFileException(
        setting, "the file must hold a private key in PKCS #8 (openssl pkcs8 -topk8 -nodes)");
  }
}

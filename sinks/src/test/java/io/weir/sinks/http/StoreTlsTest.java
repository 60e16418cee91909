package io.weir.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.client.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has a certificate of its own and asks its clients for theirs. */
class StoreTlsTest {
  @TempDir private Path directory;
  private TestCertificate client;
  private HttpsServer server;
  private int port;
  private Path ca;
  private Path certificate;
  private Path key;

  @BeforeEach
  void start() {
    client = TestCertificate.of(directory, "client");
    ca = directory.resolve("ca.pem");
    certificate = client.writeCertificate(directory.resolve("client.pem"));
    key = client.writeKey(directory.resolve("client.key"));
    serve("server", 0).writeCertificate(ca);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerOfOnesOwnAuthorityIsAskedWithOnesOwnCertificate() {
    assertThat(probe(StoreTls.of("loki.tls", ca, certificate, key))).isNull();
  }

  @Test
  void withoutItsAuthorityTheServerIsNotBelieved() {
    assertThat(probe(StoreTls.of("loki.tls", null, certificate, key))).isEqualTo("unreachable");
  }

  @Test
  void withoutACertificateTheServerDoesNotAnswer() {
    assertThat(probe(StoreTls.of("loki.tls", ca, null, null))).isEqualTo("unreachable");
  }

  @Test
  void filesThatChangeAreUsedWithoutARestart() {
    StoreHttp http = http(StoreTls.of("loki.tls", ca, certificate, key));
    assertThat(http.probe(question())).isNull();
    server.stop(0);
    client = TestCertificate.of(directory, "renewed-client");
    TestCertificate renewed = serve("renewed-server", port);
    assertThat(http.probe(question())).isEqualTo("unreachable");

    renewed.writeCertificate(ca);
    client.writeCertificate(certificate);
    client.writeKey(key);

    await().atMost(Duration.ofSeconds(20)).until(() -> http.probe(question()) == null);
  }

  @Test
  void aFileThatIsSpoiltWhileRunningLeavesTheOldOneInForce() throws IOException {
    StoreHttp http = http(StoreTls.of("loki.tls", ca, certificate, key));
    Files.writeString(ca, "half a certif");

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> http.probe(question()) == null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void aFileWithoutCertificatesStopsTheStartAndIsNotQuoted(String text) throws IOException {
    Files.writeString(ca, text);

    assertThatThrownBy(() -> StoreTls.of("loki.tls", ca, null, null))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("loki.tls.ca: the file must hold certificates in PEM");
  }

  @Test
  void aKeyInAnotherFormStopsTheStartAndSaysHowToConvertIt() throws IOException {
    Files.writeString(key, "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----");

    assertThatThrownBy(() -> StoreTls.of("loki.tls", ca, certificate, key))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith("loki.tls.key: ")
        .hasMessageContaining("openssl pkcs8")
        .hasMessageNotContaining("MIIE");
  }

  @Test
  void aKeyOfAnotherCertificateStopsTheStart() {
    TestCertificate.of(directory, "stranger").writeKey(key);

    assertThatThrownBy(() -> StoreTls.of("loki.tls", ca, certificate, key))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("loki.tls: certificate and key do not go together");
  }

  @Test
  void aCertificateWithoutItsKeyStopsTheStart() {
    assertThatThrownBy(() -> StoreTls.of("loki.tls", ca, certificate, null))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("loki.tls: certificate and key belong together");
  }

  private String probe(StoreTls tls) {
    return http(tls).probe(question());
  }

  private StoreHttp http(StoreTls tls) {
    return new StoreHttp(new StoreAddress(uri(), Credentials.none(), tls), Duration.ofSeconds(10));
  }

  private HttpGet question() {
    return new HttpGet(uri());
  }

  private URI uri() {
    return URI.create("https://127.0.0.1:" + port + "/");
  }

  private TestCertificate serve(String name, int onPort) {
    TestCertificate own = TestCertificate.of(directory, name);
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own.store(), own.password());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusting(client));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
      server.setHttpsConfigurator(new AskingForCertificates(context));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    port = server.getAddress().getPort();
    return own;
  }

  private static java.security.KeyStore trusting(TestCertificate one)
      throws GeneralSecurityException, IOException {
    java.security.KeyStore trusted = java.security.KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", one.store().getCertificate("it"));
    return trusted;
  }

  private static final class AskingForCertificates extends HttpsConfigurator {
    AskingForCertificates(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters asked = getSSLContext().getDefaultSSLParameters();
      asked.setNeedClientAuth(true);
      parameters.setSSLParameters(asked);
    }
  }
}

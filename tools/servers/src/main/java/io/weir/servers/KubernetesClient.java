package io.weir.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Requests to an API server, as a user who is known by a token. */
public final class KubernetesClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI uri;
  private final Path certificate;
  private final String token;
  private HttpClient client;

  KubernetesClient(URI uri, Path certificate, String token) {
    this.uri = uri;
    this.certificate = certificate;
    this.token = token;
  }

  /** What the server answered: its status and its JSON. */
  public record Answer(int status, String body) {

    /** Whether the status is one of 200 to 299. */
    public boolean isOk() {
      return status / 100 == 2;
    }
  }

  URI uri() {
    return uri;
  }

  Path certificate() {
    return certificate;
  }

  String token() {
    return token;
  }

  /** Reads an object or a list by its path, such as {@code /api/v1/namespaces}. */
  public Answer get(String path) {
    return send("GET", path, "application/json", "");
  }

  /** Makes an object from its YAML or JSON. */
  public Answer create(String path, String object) {
    return send("POST", path, "application/yaml", object);
  }

  /** Makes or changes an object by server-side apply. */
  public Answer apply(String path, String object) {
    return send(
        "PATCH", path + "?fieldManager=weir&force=true", "application/apply-patch+yaml", object);
  }

  boolean isReady() throws IOException {
    return Files.exists(certificate) && get("/readyz").isOk();
  }

  private Answer send(String method, String path, String contentType, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri.resolve(path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", contentType)
              .header("Accept", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      var response = client().send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(method + " " + path + " has no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The server writes its certificate while it starts: only then there is something to trust. */
  private synchronized HttpClient client() throws IOException, GeneralSecurityException {
    if (client == null) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      try (InputStream in = Files.newInputStream(certificate)) {
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          trusted.setCertificateEntry("server-" + number++, one);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      client = HttpClient.newBuilder().sslContext(context).connectTimeout(TIMEOUT).build();
    }
    return client;
  }
}

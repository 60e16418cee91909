package io.weir.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Asks a server whether it is ready. */
public final class Http {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private Http() {}

  static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Whether a GET is answered with 200; no connection is an {@link IOException}. */
  static boolean isOk(URI base, String path) throws IOException, InterruptedException {
    return isOk(HttpRequest.newBuilder(base.resolve(path)));
  }

  /** The same for a user who is known by a password. */
  static boolean isOk(URI base, String path, String user, String password)
      throws IOException, InterruptedException {
    byte[] credentials = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return isOk(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials)));
  }

  private static boolean isOk(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest timed = request.timeout(TIMEOUT).build();
    return CLIENT.send(timed, BodyHandlers.discarding()).statusCode() == 200;
  }
}

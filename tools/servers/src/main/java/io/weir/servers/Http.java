package io.weir.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

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
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }
}

package io.weir.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Plain HTTP with JSON, and a login if there is one. */
record Rest(URI base, String authorization) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static Rest of(URI base) {
    return new Rest(base, "");
  }

  Rest as(String user, String password) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Rest(base, "Basic " + Base64.getEncoder().encodeToString(login));
  }

  Rest withApiKey(String encoded) {
    return new Rest(base, "ApiKey " + encoded);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer send(String method, String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  /** The status and the body. */
  record Answer(int status, String body) {}
}

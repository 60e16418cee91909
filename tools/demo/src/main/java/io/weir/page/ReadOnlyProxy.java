package io.weir.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/** Passes questions on to a server that answers them, and nothing that could change it. */
public final class ReadOnlyProxy implements Route {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String name;
  private final String prefix;
  private final URI server;
  private final Pattern allowed;

  private ReadOnlyProxy(String name, String prefix, URI server, Pattern allowed) {
    this.name = name;
    this.prefix = prefix;
    this.server = server;
    this.allowed = allowed;
  }

  /** Queries, series and labels of a Prometheus, below the prefix. */
  public static Route prometheus(String prefix, URI server) {
    return new ReadOnlyProxy(
        "Prometheus",
        prefix,
        server,
        Pattern.compile("/api/v1/(query|query_range|series|labels|label/\\w+/values)"));
  }

  /** Queries and labels of a Loki, below the prefix. */
  public static Route loki(String prefix, URI server) {
    return new ReadOnlyProxy(
        "Loki",
        prefix,
        server,
        Pattern.compile("/loki/api/v1/(query|query_range|series|labels|label/\\w+/values)"));
  }

  @Override
  public Answer answer(URI request) throws IOException {
    String path = request.getPath().substring(prefix.length());
    if (!allowed.matcher(path).matches()) {
      return Answer.failure(404, name + " is asked for queries and labels only");
    }
    String query = request.getRawQuery();
    URI target = URI.create(server + path + (query == null ? "" : "?" + query));
    HttpRequest question = HttpRequest.newBuilder(target).timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> answer = client.send(question, HttpResponse.BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
      return new Answer(answer.statusCode(), type, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + " was not waited for", e);
    } catch (IOException e) {
      throw new IOException(name + " does not answer", e);
    }
  }
}

package io.weir.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.yaml.ConfigException;
import io.weir.sinks.elasticsearch.ElasticsearchClient;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"http://loki:3100", "https://gw/loki", "https://gw/loki/"})
  void aUrlMayHaveThePathOfAGateway(String url) throws IOException {
    assertThat(Urls.one(settings(url), "loki.url")).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loki:3100",
        "//loki:3100",
        "ftp://loki",
        "http://",
        "http://l/?a=b",
        "http://l/#a"
      })
  void whatNoPathCanBeAddedToStopsTheStart(String url) throws IOException {
    Settings settings = settings(url);

    assertThatThrownBy(() -> Urls.one(settings, "loki.url"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("loki.url");
  }

  /** A URL with a password in it was once printed whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://weir:s3cret@loki:3100",
        "http://weir:s3cret@lo ki:3100",
        "weir:s3cret@loki:3100",
        "ftp://weir:s3cret@loki",
        "http://loki/s3cret?x",
        "s3cret+/bW9yZQ=="
      })
  void whatMayHoldAPasswordIsNotShown(String url) throws IOException {
    Settings settings = settings(url);

    assertThatThrownBy(() -> Urls.one(settings, "loki.url"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("loki.url")
        .hasMessageNotContaining("s3cret");
  }

  /** The prefix of a gateway was once dropped. */
  @ParameterizedTest
  @CsvSource({"'', /_bulk", "/, /_bulk", "/es, /es/_bulk", "/gw/es/, /gw/es/_bulk"})
  void elasticsearchIsAskedBelowThePrefix(String prefix, String expected) throws IOException {
    List<String> paths = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
    try (RestClient client = ElasticsearchClient.of(StoreAddress.open(url)).rest()) {
      client.performRequest(new Request("POST", "/_bulk"));
    } finally {
      server.stop(0);
    }

    assertThat(paths).containsExactly(expected);
  }

  private Settings settings(String url) throws IOException {
    Path file = directory.resolve("weir.yaml");
    Files.writeString(file, "loki.url: '" + url + "'\n");
    return Settings.load(file, Map.of());
  }
}

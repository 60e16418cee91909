package io.weir.cli.config;

import io.weir.ingest.config.ConfigException;
import io.weir.ingest.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * How Elasticsearch is reached.
 *
 * @param url {@code elasticsearch.url}
 * @param apiKey {@code elasticsearch.api-key}, a file with an encoded API key; null for none
 */
public record ElasticsearchAddress(URI url, Path apiKey) {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 60_000;

  static ElasticsearchAddress read(Settings settings) {
    return new ElasticsearchAddress(
        Urls.one(settings, "elasticsearch.url"), settings.path("elasticsearch.api-key", null));
  }

  /** A client with time limits and credentials. */
  public RestClient client() {
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
            .setRequestConfigCallback(
                request ->
                    request.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(REQUEST_MILLIS));
    // The client takes no empty prefix.
    if (!url.getPath().replace("/", "").isEmpty()) {
      builder.setPathPrefix(url.getPath());
    }
    if (apiKey != null) {
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", "ApiKey " + key(apiKey))});
    }
    return builder.build();
  }

  private static String key(Path file) {
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "cannot be read");
    }
  }
}

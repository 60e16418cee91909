package io.weir.cli;

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

/**
 * How Elasticsearch is reached: {@code elasticsearch.url}, {@code elasticsearch.api-key} (a file).
 */
final class ElasticsearchSettings {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 60_000;

  private ElasticsearchSettings() {}

  static RestClient client(Settings settings) {
    URI uri = SinkCommand.uri(settings, "elasticsearch.url");
    Path keyFile = settings.path("elasticsearch.api-key", null);
    var builder =
        RestClient.builder(new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme()))
            .setRequestConfigCallback(
                request ->
                    request.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(REQUEST_MILLIS));
    if (keyFile != null) {
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", "ApiKey " + key(keyFile))});
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

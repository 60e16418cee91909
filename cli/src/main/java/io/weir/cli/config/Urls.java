package io.weir.cli.config;

import io.weir.ingest.config.Settings;
import java.net.URI;
import java.util.List;

/** Base URLs of stores in a configuration. */
final class Urls {
  private Urls() {}

  static URI one(Settings settings, String key) {
    return parse(settings, key, settings.text(key));
  }

  static List<URI> several(Settings settings, String key) {
    settings.text(key);
    return settings.list(key).stream().map(url -> parse(settings, key, url)).toList();
  }

  private static URI parse(Settings settings, String key, String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getScheme().startsWith("http")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw settings.fault(key, "must be a URL, not '" + text + "'");
    }
    throw settings.fault(key, "must be a URL such as http://host:port, not '" + text + "'");
  }
}

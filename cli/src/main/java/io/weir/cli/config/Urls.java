package io.weir.cli.config;

import io.weir.ingest.config.Settings;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Base URLs of stores in a configuration; they may have a path, as behind a gateway. */
final class Urls {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Urls() {}

  static URI one(Settings settings, String key) {
    return parse(settings, key, settings.text(key));
  }

  static List<URI> several(Settings settings, String key) {
    settings.text(key);
    return settings.list(key).stream().map(url -> parse(settings, key, url)).toList();
  }

  private static URI parse(Settings settings, String key, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw settings.fault(key, "must be a URL, not '" + text + "'");
    }
    if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw settings.fault(key, "must be a URL such as http://host:port, not '" + text + "'");
    }
    // Paths are added at the end.
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw settings.fault(key, "must end with its path, without ? and #");
    }
    return uri;
  }
}

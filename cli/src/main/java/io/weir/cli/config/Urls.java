package io.weir.cli.config;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Base URLs of stores in a configuration; they may have a path, as behind a gateway. */
final class Urls {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int MAX_SHOWN = 60;

  /** A host with a scheme or a port: a word alone may be a secret. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "([a-z]{2,8}:)?/{1,3}[a-z0-9.-]{0,40}(:[0-9]{0,5})?/?|[a-z0-9.-]{1,40}:[0-9]{1,5}/?");

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
      throw settings.fault(key, "must be a URL such as http://host:port" + shown(text));
    }
    if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw settings.fault(key, "must be a URL such as http://host:port" + shown(text));
    }
    if (uri.getRawUserInfo() != null) {
      String store = key.substring(0, key.indexOf('.'));
      throw settings.fault(
          key,
          "must hold no user: %s.username and %s.password are for that".formatted(store, store));
    }
    // Paths are added at the end.
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw settings.fault(key, "must end with its path, without ? and #");
    }
    return uri;
  }

  /** What may hold a password, or a key that was pasted into the wrong line, is not shown. */
  private static String shown(String text) {
    boolean harmless = text.length() <= MAX_SHOWN && HARMLESS.matcher(text).matches();
    return harmless ? ", not '" + text + "'" : "";
  }
}

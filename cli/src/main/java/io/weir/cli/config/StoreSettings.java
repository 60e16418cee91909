package io.weir.cli.config;

import io.weir.ingest.yaml.ConfigException;
import io.weir.sinks.http.Credentials;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.http.StoreTls;
import io.weir.sinks.http.UnusableFileException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a store is reached, for every store by the same keys below its name: {@code api-key}, {@code
 * username} with {@code password}, {@code token}, {@code tls.ca}, {@code tls.certificate}, {@code
 * tls.key}. All but the user's name are paths of files, which are read again when they change.
 */
final class StoreSettings {
  private StoreSettings() {}

  /** The store at {@code STORE.url}. */
  static StoreAddress one(Settings settings, String store) {
    return addresses(settings, store, List.of(Urls.one(settings, store + ".url"))).get(0);
  }

  /** The replicas at {@code STORE.urls}. */
  static List<StoreAddress> several(Settings settings, String store) {
    return addresses(settings, store, Urls.several(settings, store + ".urls"));
  }

  private static List<StoreAddress> addresses(Settings settings, String store, List<URI> urls) {
    Credentials credentials;
    StoreTls tls;
    try {
      credentials = credentials(settings, store);
      tls = tls(settings, store + ".tls");
    } catch (UnusableFileException e) {
      throw new ConfigException(e.setting(), e.reason());
    }
    if (urls.stream().anyMatch(url -> url.getScheme().equals("http"))) {
      requireNoTls(settings, store);
    }
    return urls.stream().map(url -> new StoreAddress(url, credentials, tls)).toList();
  }

  /** Who names certificates wants a connection that is encrypted. */
  private static void requireNoTls(Settings settings, String store) {
    for (String key : List.of(".tls.ca", ".tls.certificate")) {
      if (settings.text(store + key, null) != null) {
        throw settings.fault(store + key, "has no effect on a URL of http; use https");
      }
    }
  }

  private static Credentials credentials(Settings settings, String store) {
    String apiKey = store + ".api-key";
    String token = store + ".token";
    String user = store + ".username";
    String password = store + ".password";
    List<String> used = new ArrayList<>();
    for (String key : List.of(apiKey, token, user)) {
      if (settings.text(key, null) != null) {
        used.add(key);
      }
    }
    if (used.size() > 1) {
      throw settings.fault(used.get(1), "cannot be used together with '" + used.get(0) + "'");
    }
    if ((settings.text(user, null) == null) != (settings.text(password, null) == null)) {
      throw settings.fault(password, "and '" + user + "' belong together");
    }
    if (used.isEmpty()) {
      return Credentials.none();
    }
    return switch (used.get(0).substring(store.length() + 1)) {
      case "api-key" -> Credentials.apiKey(apiKey, path(settings, apiKey));
      case "token" -> Credentials.bearer(token, path(settings, token));
      default -> Credentials.basic(settings.text(user), password, path(settings, password));
    };
  }

  private static StoreTls tls(Settings settings, String prefix) {
    return StoreTls.of(
        prefix,
        path(settings, prefix + ".ca"),
        path(settings, prefix + ".certificate"),
        path(settings, prefix + ".key"));
  }

  /** A value that is no path may be the secret itself: it is not shown. */
  private static Path path(Settings settings, String key) {
    try {
      return settings.path(key, null);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, "must be the path of a file that can be read");
    }
  }
}

package io.weir.sinks.http;

import java.net.URI;

/**
 * Where a store is, how it is trusted, and who asks it.
 *
 * @param url without user, query and fragment
 */
public record StoreAddress(URI url, Credentials credentials, StoreTls tls) {

  /** A store that asks nobody who he is. */
  public static StoreAddress open(URI url) {
    return new StoreAddress(url, Credentials.none(), StoreTls.standard());
  }

  /** The store and a path below it; what a gateway put before the path is kept. */
  public StoreAddress below(String path) {
    return new StoreAddress(StoreUrl.below(url, path), credentials, tls);
  }

  /** For people: host, port and path. */
  public String name() {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getHost() + port + url.getPath();
  }
}

package io.weir.sinks.http;

import java.net.URI;

/** Where a store's interfaces are. */
public final class StoreUrl {
  private StoreUrl() {}

  /**
   * A path below a base URL. What a gateway put before it is kept, which {@link URI#resolve} drops.
   *
   * @param path with a slash before it
   */
  public static URI below(URI base, String path) {
    String text = base.toString();
    int end = text.length();
    while (text.charAt(end - 1) == '/') {
      end--;
    }
    return URI.create(text.substring(0, end) + path);
  }
}

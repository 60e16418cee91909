package io.weir.page;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request. */
final class QueryString {
  private final Map<String, String> values = new HashMap<>();

  QueryString(URI request) {
    String query = request.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
  }

  /** What cannot be decoded is taken as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The last value of that name, or nothing at all. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }
}

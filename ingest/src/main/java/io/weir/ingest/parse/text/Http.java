package io.weir.ingest.parse.text;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Set;

/** The parts of HTTP requests. */
public final class Http {
  private static final Set<String> METHODS =
      Set.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "PATCH",
          "OPTIONS",
          "CONNECT",
          "TRACE",
          "PROPFIND",
          "PROPPATCH",
          "MKCOL",
          "COPY",
          "MOVE",
          "LOCK",
          "UNLOCK",
          "REPORT",
          "SEARCH");

  private Http() {}

  /** Whether it is a method of HTTP or WebDAV, in capitals. */
  public static boolean isMethod(String text) {
    return METHODS.contains(text);
  }

  /** What is no request is kept as it is, for who looks for attacks. */
  public static void putRequestOrText(Fields fields, String request) {
    if (!putRequest(fields, request) && !request.equals("-")) {
      fields.put(Field.URL_ORIGINAL, request);
    }
  }

  /** Reads {@code GET /path?query HTTP/1.1}; what does not look like it sets nothing. */
  public static boolean putRequest(Fields fields, String request) {
    int first = request.indexOf(' ');
    if (first < 0 || !isMethod(request.substring(0, first))) {
      return false;
    }
    int last = request.lastIndexOf(' ');
    boolean versioned = last > first && putVersion(fields, request.substring(last + 1));
    fields.put(Field.HTTP_REQUEST_METHOD, request.substring(0, first));
    putUrl(fields, request.substring(first + 1, versioned ? last : request.length()));
    return true;
  }

  /** {@code HTTP/1.1}. */
  public static boolean putVersion(Fields fields, String protocol) {
    if (!protocol.startsWith("HTTP/") || protocol.length() > 8) {
      return false;
    }
    fields.put(Field.HTTP_VERSION, protocol.substring("HTTP/".length()));
    return true;
  }

  /** Sets a status from 100 to 599; false, and nothing set, for other numbers. */
  public static boolean putStatus(Fields fields, long status) {
    if (status < 100 || status > 599) {
      return false;
    }
    fields.put(Field.HTTP_RESPONSE_STATUS_CODE, status);
    return true;
  }

  /** A target in any form of RFC 9112: path, absolute URL, host and port, or an asterisk. */
  public static boolean putUrl(Fields fields, String target) {
    fields.put(Field.URL_ORIGINAL, target);
    int scheme = target.indexOf("://");
    int query = target.indexOf('?');
    if (target.startsWith("/")) {
      putPath(fields, target);
    } else if (scheme > 0 && (query < 0 || scheme < query)) {
      putAbsolute(fields, target.substring(scheme + 3));
    }
    return !target.isEmpty();
  }

  private static void putAbsolute(Fields fields, String target) {
    int path = target.indexOf('/');
    int query = target.indexOf('?');
    int end = path < 0 ? target.length() : path;
    end = query >= 0 && query < end ? query : end;
    putDomain(fields, target.substring(0, end));
    putPath(fields, target.substring(end));
  }

  /** An authority without the user and the port. */
  public static boolean putDomain(Fields fields, String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int bracket = host.indexOf(']');
    int colon = host.indexOf(':', Math.max(bracket, 0));
    fields.put(Field.URL_DOMAIN, colon < 0 ? host : host.substring(0, colon));
    return true;
  }

  /** Of two targets that a line names, path and query are those of the last. */
  private static void putPath(Fields fields, String target) {
    int fragment = target.indexOf('#');
    String path = fragment < 0 ? target : target.substring(0, fragment);
    int query = path.indexOf('?');
    fields.remove(Field.URL_PATH).remove(Field.URL_QUERY);
    fields.put(Field.URL_PATH, query < 0 ? path : path.substring(0, query));
    fields.put(Field.URL_QUERY, query < 0 ? null : path.substring(query + 1));
  }
}

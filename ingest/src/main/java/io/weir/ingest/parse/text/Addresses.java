package io.weir.ingest.parse.text;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** Network addresses with and without a port. */
public final class Addresses {
  private Addresses() {}

  /** Sets the source's ip and port; what is no IP literal becomes its address. */
  public static boolean putSource(Fields fields, String text) {
    return put(fields, text, Field.SOURCE_IP, Field.SOURCE_ADDRESS, Field.SOURCE_PORT);
  }

  /** The same for the destination. */
  public static boolean putDestination(Fields fields, String text) {
    return put(
        fields, text, Field.DESTINATION_IP, Field.DESTINATION_ADDRESS, Field.DESTINATION_PORT);
  }

  private static boolean put(Fields fields, String text, Field ip, Field name, Field port) {
    if (Absence.is(text) || text.length() > 255 || text.indexOf(' ') >= 0) {
      return false;
    }
    int portAt = portAt(text);
    String host = portAt < 0 ? text : text.substring(0, portAt);
    String bare = withoutBrackets(host);
    fields.put(isIp(bare) ? ip : name, bare);
    if (portAt >= 0) {
      fields.put(port, Integer.parseInt(text.substring(portAt + 1)));
    }
    return true;
  }

  /** Where the colon of a port is, or -1. */
  private static int portAt(String text) {
    int colon = text.lastIndexOf(':');
    boolean alone = text.indexOf(':') == colon || (colon > 0 && text.charAt(colon - 1) == ']');
    return alone && isNumber(text, colon + 1, text.length(), 65_535) ? colon : -1;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether the text is an IPv4 or IPv6 literal. */
  public static boolean isIp(String text) {
    return text.indexOf(':') >= 0 ? isIpv6(text) : isIpv4(text, 0);
  }

  private static boolean isIpv4(String text, int from) {
    int start = from;
    for (int part = 0; part < 3; part++) {
      int dot = text.indexOf('.', start);
      if (dot < 0 || !isNumber(text, start, dot, 255)) {
        return false;
      }
      start = dot + 1;
    }
    return isNumber(text, start, text.length(), 255);
  }

  private static boolean isIpv6(String text) {
    boolean gap = text.startsWith("::");
    int groups = 0;
    int at = gap ? 2 : 0;
    while (at < text.length() && groups < 8) {
      int end = endOfHex(text, at);
      if (end < text.length() && text.charAt(end) == '.') {
        return isIpv4(text, at) && (gap ? groups < 6 : groups == 6);
      }
      if (end == at || end - at > 4) {
        return false;
      }
      groups++;
      if (end == text.length()) {
        return gap ? groups < 8 : groups == 8;
      }
      boolean doubled = text.startsWith("::", end);
      if (text.charAt(end) != ':' || (doubled && gap) || end + 1 == text.length()) {
        return false;
      }
      gap |= doubled;
      at = end + (doubled ? 2 : 1);
    }
    return gap && at == text.length() && groups < 8;
  }

  private static int endOfHex(String text, int from) {
    int at = from;
    while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
      at++;
    }
    return at;
  }

  /** Digits without a leading zero, at most so large. */
  private static boolean isNumber(String text, int from, int to, int max) {
    if (to <= from || to - from > 5 || (text.charAt(from) == '0' && to - from > 1)) {
      return false;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    return value <= max;
  }
}

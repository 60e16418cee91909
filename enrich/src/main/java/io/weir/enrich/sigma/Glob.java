package io.weir.enrich.sigma;

import java.util.ArrayList;
import java.util.List;

/**
 * A Sigma string: {@code *} is any run of characters, {@code ?} any one, and a backslash before
 * them or before itself takes that meaning away. Never goes back over text it has passed.
 */
final class Glob {
  /** Matches any one character; no character of any text. */
  private static final char ANY = '\uFFFF';

  private final List<String> parts;

  private Glob(List<String> parts) {
    this.parts = parts;
  }

  static Glob of(String pattern) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
        part.append(pattern.charAt(++i));
      } else if (c == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c == '?' ? ANY : c);
      }
    }
    parts.add(part.toString());
    return new Glob(parts);
  }

  /** A pattern that matches that text and no other. */
  static String quote(String text) {
    return text.replaceAll("[*?\\\\]", "\\\\$0");
  }

  Glob contains() {
    return startsWith().endsWith();
  }

  Glob startsWith() {
    List<String> longer = new ArrayList<>(parts);
    longer.add("");
    return new Glob(longer);
  }

  Glob endsWith() {
    List<String> longer = new ArrayList<>(parts);
    longer.add(0, "");
    return new Glob(longer);
  }

  boolean matches(String text) {
    String first = parts.get(0);
    if (parts.size() == 1) {
      return text.length() == first.length() && isAt(text, 0, first);
    }
    String last = parts.get(parts.size() - 1);
    int end = text.length() - last.length();
    if (end < first.length() || !isAt(text, 0, first) || !isAt(text, end, last)) {
      return false;
    }
    int from = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int at = find(text, from, end - part.length(), part);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }

  private static int find(String text, int from, int to, String part) {
    if (part.indexOf(ANY) < 0) {
      int at = text.indexOf(part, from);
      return at > to ? -1 : at;
    }
    for (int at = from; at <= to; at++) {
      if (isAt(text, at, part)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(String text, int at, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c != ANY && c != text.charAt(at + i)) {
        return false;
      }
    }
    return true;
  }
}

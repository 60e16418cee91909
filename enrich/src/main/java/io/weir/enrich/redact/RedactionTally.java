package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.event.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was hidden: how many values of each class, and the values that were found by their key
 * alone, which may be elsewhere in the event without it.
 */
final class RedactionTally {
  /** Shorter ones are part of many a word by chance. */
  private static final int MIN_SECRET = 4;

  private static final int MAX_SECRETS = 64;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final String namespace;
  private Map<String, String> secrets = Map.of();

  /**
   * Nothing yet.
   *
   * @param namespace in which pseudonyms are the same; null for everywhere
   */
  RedactionTally(String namespace) {
    this.namespace = namespace;
  }

  String namespace() {
    return namespace;
  }

  void add(SensitiveClass type) {
    counts.merge(type.label(), 1, Integer::sum);
  }

  /** A value that was found by its key, and what replaces it. */
  void rememberSecret(String value, String replacement) {
    if (value.length() >= MIN_SECRET && secrets.size() < MAX_SECRETS) {
      secrets = secrets.isEmpty() ? new LinkedHashMap<>() : secrets;
      secrets.put(value, replacement);
    }
  }

  /** The text without the remembered values, as whole words. */
  String eraseSecrets(String text) {
    String erased = text;
    for (String value : longestFirst()) {
      erased = erase(erased, value, secrets.get(value));
    }
    return erased;
  }

  /** One may be the beginning of another. */
  private List<String> longestFirst() {
    return secrets.keySet().stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String erase(String text, String value, String replacement) {
    int at = text.indexOf(value);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (; at >= 0; at = text.indexOf(value, at + value.length())) {
      if (Chars.startsWord(text, at) && Chars.endsWord(text, at + value.length())) {
        out.append(text, from, at).append(replacement);
        from = at + value.length();
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  void addAll(RedactionTally other) {
    other.counts.forEach((label, count) -> counts.merge(label, count, Integer::sum));
  }

  Map<String, Integer> byLabel() {
    return counts;
  }

  /** By the names of the classes; null if there are none. */
  ObjectNode toJson() {
    if (counts.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    counts.forEach(json::put);
    return json;
  }
}

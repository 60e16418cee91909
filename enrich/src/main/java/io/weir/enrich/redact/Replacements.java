package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Spans;
import java.util.List;
import java.util.function.BiFunction;

/** What a policy puts in the place of values. Immutable. */
final class Replacements {
  private final Policy policy;
  private final Pseudonyms pseudonyms;

  Replacements(Policy policy, Pseudonyms pseudonyms) {
    this.policy = policy;
    this.pseudonyms = pseudonyms;
  }

  /** True of a class whose values stay as they are. */
  boolean keeps(SensitiveClass type) {
    return policy.action(type) == Action.KEEP;
  }

  /**
   * What replaces a value.
   *
   * @param namespace in which its pseudonym is the same; null for everywhere
   */
  String of(SensitiveClass type, String value, String namespace) {
    return switch (policy.action(type)) {
      case KEEP -> value;
      case MASK -> "[" + type.label() + "]";
      case MASK_LAST -> {
        String masked = AddressMask.of(type, value);
        yield masked == null ? "[" + type.label() + "]" : masked;
      }
      case DROP -> "";
      case PSEUDONYM -> pseudonyms.of(type, value, namespace);
    };
  }

  /** A part of a text, which is rewritten without the rest. */
  record Part(String text, int start, int end) {
    static Part whole(String text) {
      return new Part(text, 0, text.length());
    }
  }

  /**
   * The part with all spans replaced that reach into it.
   *
   * @param spans found in the whole text, in order and merged
   * @param replacement by class and value
   */
  static String rewrite(
      Part part, List<Spans.Span> spans, BiFunction<SensitiveClass, String, String> replacement) {
    String text = part.text();
    int start = part.start();
    int end = part.end();
    StringBuilder out = new StringBuilder(end - start);
    int from = start;
    for (Spans.Span span : spans) {
      if (span.end() <= start) {
        continue;
      }
      if (span.start() >= end) {
        break;
      }
      int first = Math.max(span.start(), start);
      int last = Math.min(span.end(), end);
      out.append(text, from, first);
      String value = span.plain() == null ? text.substring(first, last) : span.plain();
      out.append(replacement.apply(span.type(), value));
      from = last;
    }
    return out.append(text, from, end).toString();
  }
}

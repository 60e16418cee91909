package io.weir.enrich.redact;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Redacts one text in one pass: a table tells which detectors a character calls, checks confirm
 * what they see, and the text is written anew once. Time is linear in the length of the text.
 */
final class TextRedactor {
  private final Policy policy;
  private final Pseudonyms pseudonyms;
  private final Set<SensitiveClass> kept;
  private final Detector[][] byTrigger = new Detector[128][];

  TextRedactor(Policy policy, Pseudonyms pseudonyms, List<Detector> detectors) {
    this.policy = policy;
    this.pseudonyms = pseudonyms;
    this.kept =
        policy.actions().entrySet().stream()
            .filter(entry -> entry.getValue() == Action.KEEP)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(SensitiveClass.class)));
    List<Detector> needed =
        detectors.stream()
            .filter(detector -> detector.only() == null || !kept.contains(detector.only()))
            .toList();
    for (char c = 0; c < byTrigger.length; c++) {
      byTrigger[c] = calledAt(c, needed);
    }
  }

  /** The detectors of all classes, the more telling first. */
  static List<Detector> allDetectors() {
    List<Detector> detectors = new ArrayList<>();
    detectors.add(new UrlCredentialsDetector());
    detectors.addAll(TokenDetectors.all());
    detectors.add(new PrefixedTokenDetector());
    detectors.add(new WebhookDetector());
    detectors.add(new KeyValueDetector());
    detectors.add(new EmailDetector());
    detectors.add(new CardDetector());
    detectors.add(new IbanDetector());
    detectors.addAll(PersonNumberDetectors.all());
    detectors.add(new IpDetector());
    detectors.add(new Ip6Detector());
    return detectors;
  }

  private static Detector[] calledAt(char c, List<Detector> detectors) {
    Detector[] called =
        detectors.stream()
            .filter(detector -> detector.triggers().indexOf(c) >= 0)
            .toArray(Detector[]::new);
    return called.length == 0 ? null : called;
  }

  /** The text without what the policy hides; the same object if there is nothing to hide. */
  String redact(String text, Redactions counts) {
    Spans spans = null;
    int length = text.length();
    int at = 0;
    while (at < length) {
      char c = text.charAt(at);
      Detector[] called = c < 128 ? byTrigger[c] : null;
      if (called == null) {
        at++;
        continue;
      }
      if (spans == null) {
        spans = new Spans(kept);
      }
      int next = at + 1;
      for (Detector detector : called) {
        next = Math.max(next, detector.find(text, at, spans));
      }
      at = next;
    }
    return spans == null || spans.isEmpty() ? text : rewrite(text, spans, counts);
  }

  private String rewrite(String text, Spans spans, Redactions counts) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (Spans.Span span : spans.merged()) {
      out.append(text, from, span.start());
      out.append(replace(span.type(), text.substring(span.start(), span.end()), counts));
      from = span.end();
    }
    return out.append(text, from, text.length()).toString();
  }

  /** What stands in the place of a value of that class. */
  String replace(SensitiveClass type, String value, Redactions counts) {
    Action action = policy.actions().get(type);
    if (action != Action.KEEP) {
      counts.add(type);
    }
    return switch (action) {
      case KEEP -> value;
      case MASK -> "[" + type.label() + "]";
      case DROP -> "";
      case PSEUDONYM -> pseudonyms.of(type, value);
    };
  }
}

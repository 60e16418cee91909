package io.weir.enrich.redact;

import io.weir.enrich.redact.key.KeyDetectors;
import io.weir.enrich.redact.key.LineContext;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.key.UserAndPassword;
import io.weir.enrich.redact.number.NumberDetectors;
import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.ArgumentsDetector;
import io.weir.enrich.redact.scan.ArgumentsView;
import io.weir.enrich.redact.scan.Base64Text;
import io.weir.enrich.redact.scan.DecodedView;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.EncodingDetector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Scanner;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Spans;
import io.weir.enrich.redact.token.TokenDetectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Redacts one text. Detectors look for values in one pass; where the text holds something encoded,
 * they look at its {@link DecodedView} too, and at every text in it that is base64. What they find
 * is replaced, the rest stays as it was. Time is linear in the length of the text.
 */
final class TextRedactor {
  /** So many encodings within one another are taken off. */
  private static final int LAYERS = 3;

  /** Shorter ones after a colon, in base64, are no passwords but parts of ids. */
  private static final int MIN_PASSWORD = 4;

  private final Policy policy;
  private final Pseudonyms pseudonyms;
  private final Set<SensitiveClass> kept;
  private final List<PolicyPattern> patterns;
  private final Scanner scanner;

  TextRedactor(Policy policy, Pseudonyms pseudonyms, List<Detector> detectors) {
    this.policy = policy;
    this.pseudonyms = pseudonyms;
    this.kept =
        policy.actions().entrySet().stream()
            .filter(entry -> entry.getValue() == Action.KEEP)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(HashSet::new));
    this.patterns =
        policy.patterns().stream().filter(pattern -> !kept.contains(pattern.type())).toList();
    this.scanner =
        new Scanner(
            detectors.stream()
                .filter(
                    detector ->
                        detector.soleClass() == null || !kept.contains(detector.soleClass()))
                .toList());
  }

  /** The detectors of all classes, the more specific first. */
  static List<Detector> allDetectors(SensitiveKeys keys) {
    List<Detector> detectors = new ArrayList<>();
    detectors.add(new EncodingDetector());
    detectors.add(new ArgumentsDetector());
    detectors.addAll(TokenDetectors.all());
    detectors.addAll(KeyDetectors.all(keys));
    detectors.addAll(NumberDetectors.all());
    return detectors;
  }

  /** The text without what the policy hides; the same object if there is nothing to hide. */
  String redact(String text, RedactionTally counts) {
    Scan scan = find(text, LAYERS);
    return scan.isClean()
        ? text
        : rewrite(text, new Part(0, text.length()), scan.spans(), counting(counts));
  }

  /** A line without what the policy hides; the same object if there is nothing to hide. */
  DividedLine redact(DividedLine line, RedactionTally counts) {
    String whole = line.whole();
    Scan scan = find(whole, LAYERS);
    return scan.isClean() ? line : rewrite(line, whole, scan.spans(), counting(counts));
  }

  /** The same, where something before the text says what it is, but is no part of it. */
  String redactAfter(String before, String text, RedactionTally counts) {
    String whole = before + text;
    Scan scan = find(whole, LAYERS);
    return scan.isClean()
        ? text
        : rewrite(whole, new Part(before.length(), whole.length()), scan.spans(), counting(counts));
  }

  /** Items that are the arguments of a command, each without what the policy hides. */
  List<String> redactArguments(List<String> items, RedactionTally counts) {
    String line = String.join(" ", items);
    Scan scan = find(line, LAYERS);
    if (scan.isClean()) {
      return items;
    }
    List<String> redacted = new ArrayList<>();
    int start = 0;
    for (String item : items) {
      int end = start + item.length();
      redacted.add(rewrite(line, new Part(start, end), scan.spans(), counting(counts)));
      start = end + 1;
    }
    return redacted;
  }

  /** Adds what the lines before say of a text, and keeps what it says of those after it. */
  void judge(String text, LineContext context, RedactionTally counts) {
    context.read(
        text,
        policy.keys(),
        (start, end, type) -> {
          if (!kept.contains(type)) {
            counts.addKnown(type, text.substring(start, end));
          }
        });
  }

  /** Counts nothing and changes nothing, but says what a text has that the policy hides. */
  void judge(String text, HiddenValues hidden) {
    Scan scan = find(text, LAYERS);
    if (!scan.isClean()) {
      for (Spans.Span span : scan.spans().merged()) {
        hidden.add(span.value(text), span.type());
      }
    }
  }

  /** The text without values that were found elsewhere; the same object if it has none. */
  String erase(String text, ValueSearch values, String namespace) {
    Scan scan = holding(text, values);
    return scan == null
        ? text
        : rewrite(
            text,
            new Part(0, text.length()),
            scan.spans(),
            (type, value) -> replacement(type, value, namespace));
  }

  /** Where a text has one of the values; null if it has none. */
  private static Scan holding(String text, ValueSearch values) {
    DecodedView view = EncodingDetector.mayHold(text) ? DecodedView.of(text) : null;
    boolean encoded = view != null && values.mayBeIn(view.text());
    if (!encoded && !values.mayBeIn(text)) {
      return null;
    }
    Scan scan = new Scan(text, Set.of());
    values.find(scan);
    if (encoded) {
      Scan inView = new Scan(view.text(), Set.of());
      values.find(inView);
      scan.hideAll(inView, view);
    }
    return scan.isClean() ? null : scan;
  }

  /** A line without values that were found elsewhere; the same object if it has none. */
  DividedLine erase(DividedLine line, ValueSearch values, String namespace) {
    String whole = line.whole();
    Scan scan = holding(whole, values);
    return scan == null
        ? line
        : rewrite(line, whole, scan.spans(), (type, value) -> replacement(type, value, namespace));
  }

  private Scan find(String text, int layers) {
    Scan scan = new Scan(text, kept);
    scanner.scan(scan);
    for (PolicyPattern pattern : patterns) {
      pattern.find(scan);
    }
    if (text.indexOf('\n') >= 0) {
      new LineContext().read(text, policy.keys(), scan::hide);
    }
    if (layers > 0) {
      if (scan.holdsEncoding()) {
        DecodedView view = DecodedView.of(text);
        scan.hideAll(find(view.text(), layers - 1), view);
      }
      if (scan.holdsArguments()) {
        ArgumentsView view = ArgumentsView.of(text);
        scan.hideAll(find(view.text(), layers - 1), view);
      }
      Base64Text.each(
          text,
          (start, end, decoded) -> {
            SensitiveClass type = classOf(decoded, layers - 1);
            if (type != null) {
              scan.hide(start, end, type);
            }
          });
    }
    return scan;
  }

  /** The class of what is hidden in base64, which goes as a whole; null if nothing is. */
  private SensitiveClass classOf(String decoded, int layers) {
    Scan inside = find(decoded, layers);
    if (!inside.isClean()) {
      return inside.spans().longestType();
    }
    boolean credentials =
        decoded.charAt(0) != '{' && UserAndPassword.is(decoded.strip(), MIN_PASSWORD, false);
    return credentials ? SensitiveClass.BASIC_CREDENTIALS : null;
  }

  private BiFunction<SensitiveClass, String, String> counting(RedactionTally counts) {
    return (type, value) -> replace(type, value, counts);
  }

  /** The part of a text that is rewritten. */
  private record Part(int start, int end) {}

  /** A value that begins in one part and ends in the next is whole in the next. */
  private static DividedLine rewrite(
      DividedLine line,
      String whole,
      Spans spans,
      BiFunction<SensitiveClass, String, String> replacement) {
    int from = outside(spans, line.from());
    int to = Math.max(from, outside(spans, line.to()));
    return new DividedLine(
        rewrite(whole, new Part(0, from), spans, replacement),
        rewrite(whole, new Part(from, to), spans, replacement),
        rewrite(whole, new Part(to, whole.length()), spans, replacement));
  }

  /** The place, or the beginning of the value that it is in. */
  private static int outside(Spans spans, int place) {
    for (Spans.Span span : spans.merged()) {
      if (span.start() < place && place < span.end()) {
        return span.start();
      }
    }
    return place;
  }

  private static String rewrite(
      String text, Part part, Spans spans, BiFunction<SensitiveClass, String, String> replacement) {
    int start = part.start();
    int end = part.end();
    StringBuilder out = new StringBuilder(end - start);
    int from = start;
    for (Spans.Span span : spans.merged()) {
      if (span.end() <= start || span.start() >= end) {
        continue;
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

  /** What replaces a value of that class, which is counted and remembered. */
  String replace(SensitiveClass type, String value, RedactionTally counts) {
    if (policy.action(type) != Action.KEEP) {
      counts.add(type, value);
    }
    return replacement(type, value, counts.namespace());
  }

  private String replacement(SensitiveClass type, String value, String namespace) {
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
}

package io.weir.enrich.redact;

import io.weir.enrich.redact.line.LineContext;
import io.weir.enrich.redact.scan.DecodedView;
import io.weir.enrich.redact.scan.EncodingDetector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Spans;
import io.weir.enrich.redact.search.HiddenValues;
import io.weir.enrich.redact.search.ValueSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Redacts single texts: what is found in them is replaced, the rest stays as it was. Thread-safe.
 */
final class TextRedactor {
  private final TextScanner scanner;
  private final Replacements replacements;
  private final CleanTexts clean = new CleanTexts();

  TextRedactor(TextScanner scanner, Replacements replacements) {
    this.scanner = scanner;
    this.replacements = replacements;
  }

  /** The text without what the policy hides; the same object if there is nothing to hide. */
  String redact(String text, RedactionTally counts) {
    return redactAfter("", text, counts);
  }

  /** A line without what the policy hides; the same object if there is nothing to hide. */
  DividedLine redact(DividedLine line, RedactionTally counts) {
    String whole = line.whole();
    if (clean.has(whole)) {
      return line;
    }
    Scan scan = scanner.find(whole);
    if (scan.isClean()) {
      clean.add(whole);
      return line;
    }
    return line.rewrite(scan.spans().merged(), counting(counts));
  }

  /** The same, where something before the text says what it is, but is no part of it. */
  String redactAfter(String before, String text, RedactionTally counts) {
    String whole = before.isEmpty() ? text : before + text;
    if (clean.has(whole)) {
      return text;
    }
    Scan scan = scanner.find(whole);
    if (scan.isClean()) {
      clean.add(whole);
      return text;
    }
    return Replacements.rewrite(
        new Replacements.Part(whole, before.length(), whole.length()),
        scan.spans().merged(),
        counting(counts));
  }

  /**
   * The arguments of a command, each without what the policy hides of the command as one line, and
   * of the argument by itself.
   */
  List<String> redactArguments(List<Argument> arguments, RedactionTally counts) {
    String line = arguments.stream().map(Argument::text).collect(Collectors.joining(" "));
    Scan scan = scanner.find(line);
    int start = 0;
    for (Argument argument : arguments) {
      String alone = argument.before() + argument.text();
      scan.hideAll(scanner.find(alone), argument.view(start));
      if (argument.whole() != null) {
        scan.hide(start, start + argument.text().length(), argument.whole());
      }
      start += argument.text().length() + 1;
    }
    return scan.isClean()
        ? arguments.stream().map(Argument::text).toList()
        : rewritten(arguments, scan, counts);
  }

  private List<String> rewritten(List<Argument> arguments, Scan line, RedactionTally counts) {
    List<Spans.Span> spans = line.spans().merged();
    List<String> redacted = new ArrayList<>();
    int start = 0;
    int next = 0;
    for (Argument argument : arguments) {
      int end = start + argument.text().length();
      while (next < spans.size() && spans.get(next).end() <= start) {
        next++;
      }
      Replacements.Part part = new Replacements.Part(line.text(), start, end);
      redacted.add(Replacements.rewrite(part, spans.subList(next, spans.size()), counting(counts)));
      start = end + 1;
    }
    return redacted;
  }

  /** Adds what the lines before say of a text, and keeps what it says of those after it. */
  void judge(String text, LineContext context, RedactionTally counts) {
    context.read(
        text,
        scanner.keys(),
        (start, end, type) -> {
          if (!replacements.keeps(type)) {
            counts.addKnown(type, text.substring(start, end));
          }
        });
  }

  /** Counts nothing and changes nothing, but says what a text has that the policy hides. */
  void judge(String text, HiddenValues hidden) {
    Scan scan = scanner.find(text);
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
        : Replacements.rewrite(
            Replacements.Part.whole(text),
            scan.spans().merged(),
            (type, value) -> replacements.of(type, value, namespace));
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
    Scan scan = holding(line.whole(), values);
    return scan == null
        ? line
        : line.rewrite(
            scan.spans().merged(), (type, value) -> replacements.of(type, value, namespace));
  }

  private BiFunction<SensitiveClass, String, String> counting(RedactionTally counts) {
    return (type, value) -> replace(type, value, counts);
  }

  /** False of a value that is of one piece. */
  private static boolean mayHoldOthers(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '=' || c == ':' || c == ' ') {
        return true;
      }
    }
    return false;
  }

  /**
   * What replaces a value of that class, which is counted and remembered; so is what it holds,
   * which is not counted.
   */
  String replace(SensitiveClass type, String value, RedactionTally counts) {
    if (!replacements.keeps(type)) {
      counts.add(type, value);
      if (mayHoldOthers(value)) {
        // The token of a header, the password of a connection: they may be elsewhere without it.
        judge(value, counts.hidden());
      }
    }
    return replacements.of(type, value, counts.namespace());
  }
}

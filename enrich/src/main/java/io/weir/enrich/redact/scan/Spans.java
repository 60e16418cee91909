package io.weir.enrich.redact.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The places of one text that must not leave as they are; there is at least one. */
public final class Spans {
  private static final Comparator<Span> IN_ORDER =
      Comparator.comparingInt(Span::start)
          .thenComparing(span -> -span.end())
          .thenComparing(span -> span.plain() == null)
          .thenComparing(Span::isFoundByKey);

  /**
   * From {@code start} to before {@code end}.
   *
   * @param plain the value where the text has it encoded; null if it is there as it is
   */
  public record Span(int start, int end, SensitiveClass type, String plain) {
    /** The value without encoding, of the text that it is in. */
    public String value(String text) {
      return plain == null ? text.substring(start, end) : plain;
    }

    /** Its form would say more. */
    boolean isFoundByKey() {
      return type.equals(SensitiveClass.SECRET) || type.equals(SensitiveClass.PASSWORD);
    }

    Span withEnd(int newEnd, SensitiveClass newType) {
      return new Span(start, newEnd, newType, null);
    }
  }

  private final List<Span> found = new ArrayList<>(4);

  void add(int start, int end, SensitiveClass type) {
    found.add(new Span(start, end, type, null));
  }

  /** What was found in another reading of this text. */
  void addAll(Spans inView, TextView view) {
    // Once: a view may put it together.
    String text = view.text();
    for (Span span : inView.found) {
      String plain = span.plain() == null ? text.substring(span.start(), span.end()) : span.plain();
      found.add(new Span(view.origin(span.start()), view.origin(span.end()), span.type(), plain));
    }
  }

  /** The class of the longest. */
  public SensitiveClass longestType() {
    return found.stream()
        .max(Comparator.comparingInt(span -> span.end() - span.start()))
        .orElseThrow()
        .type();
  }

  /** In order, overlapping ones as one of the class of the longest. */
  public List<Span> merged() {
    if (found.size() < 2) {
      return found;
    }
    found.sort(IN_ORDER);
    List<Span> merged = new ArrayList<>(found.size());
    Span open = found.get(0);
    for (Span next : found.subList(1, found.size())) {
      if (next.start() >= open.end()) {
        merged.add(open);
        open = next;
      } else if (next.end() > open.end()) {
        boolean longer = next.end() - next.start() > open.end() - open.start();
        open = open.withEnd(next.end(), longer ? next.type() : open.type());
      }
    }
    merged.add(open);
    return merged;
  }
}

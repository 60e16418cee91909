package io.weir.enrich.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The places of one text that must not leave as they are. */
final class Spans {

  /** From {@code start} to before {@code end}. */
  record Span(int start, int end, SensitiveClass type) {}

  private final Set<SensitiveClass> kept;
  private final List<Span> found = new ArrayList<>(2);

  /**
   * @param kept classes whose values stay as they are; they must not cover what has to go
   */
  Spans(Set<SensitiveClass> kept) {
    this.kept = kept;
  }

  void add(int start, int end, SensitiveClass type) {
    if (start < end && !kept.contains(type)) {
      found.add(new Span(start, end, type));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In order, overlapping ones as one of the class of the longest. */
  List<Span> merged() {
    if (found.size() < 2) {
      return found;
    }
    found.sort(Comparator.comparingInt(Span::start).thenComparing(span -> -span.end()));
    List<Span> merged = new ArrayList<>(found.size());
    Span open = found.get(0);
    for (Span next : found.subList(1, found.size())) {
      if (next.start() >= open.end()) {
        merged.add(open);
        open = next;
      } else if (next.end() > open.end()) {
        boolean longer = next.end() - next.start() > open.end() - open.start();
        open = new Span(open.start(), next.end(), longer ? next.type() : open.type());
      }
    }
    merged.add(open);
    return merged;
  }
}

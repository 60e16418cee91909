package io.weir.cli.bench.labelled;

import java.util.List;

/**
 * A text, the values in it that must be hidden, and the parts of it that must stay.
 *
 * @param name what the author calls it, or file and line
 */
public record LabelledText(String name, String text, List<Label> hidden, List<Label> kept) {
  public LabelledText {
    hidden = List.copyOf(hidden);
    kept = List.copyOf(kept);
  }

  static LabelledText withValues(String name, String text, List<Label> hidden) {
    return new LabelledText(name, text, hidden, List.of());
  }

  static LabelledText unchanged(String name, String text) {
    return new LabelledText(name, text, List.of(), List.of(Label.containsValue("", text)));
  }

  /** The labelled values that can still be read in the redacted text, whole or by half. */
  public List<Label> readable(String redacted) {
    return hidden.stream().filter(label -> label.isReadable(text, redacted)).toList();
  }

  /** Whether a part that must stay is no longer in the redacted text as it was. */
  public boolean isDamaged(String redacted) {
    return kept.stream()
        .anyMatch(label -> !redacted.contains(text.substring(label.start(), label.end())));
  }
}

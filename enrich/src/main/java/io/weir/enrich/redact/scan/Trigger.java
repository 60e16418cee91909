package io.weir.enrich.redact.scan;

/**
 * Three neighbouring characters without which a detector finds nothing: it is called where all of
 * them fit.
 *
 * @param before the character before the one it is called at, or the edge of the text
 * @param at the character it is called at
 * @param after the next character, or the edge of the text
 */
public record Trigger(CharSet before, CharSet at, CharSet after) {
  /** Whatever is around the character. */
  static Trigger at(CharSet at) {
    return new Trigger(CharSet.ANY, at, CharSet.ANY);
  }

  /** The larger, the more places fit it. */
  int frequency() {
    return before.size() * at.size() * after.size();
  }

  /** True if the character of a text at a place and its two neighbours are as they have to be. */
  boolean fits(Scan scan, int place) {
    return at.has(scan.charAt(place))
        && before.hasSlot(scan.slot(place - 1))
        && after.hasSlot(scan.slot(place + 1));
  }
}

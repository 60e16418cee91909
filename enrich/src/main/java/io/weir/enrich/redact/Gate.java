package io.weir.enrich.redact;

/**
 * Three neighbouring characters without which a detector finds nothing: it is called where all of
 * them fit.
 *
 * @param before the character before the one it is called at, or the edge of the text
 * @param at the character it is called at
 * @param behind the one behind it, or the edge of the text
 */
record Gate(CharSet before, CharSet at, CharSet behind) {
  /** Whatever stands around the character. */
  static Gate at(CharSet at) {
    return new Gate(CharSet.ANY, at, CharSet.ANY);
  }
}

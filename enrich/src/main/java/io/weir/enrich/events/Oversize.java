package io.weir.enrich.events;

/** What becomes of an event that is too large for one record. */
public enum Oversize {
  /** Its beginning is kept, and a mark says how much is missing. */
  CUT,

  /** All of its text is kept, in numbered events. */
  PARTS,

  /** It becomes a dead letter. */
  DEAD_LETTER
}

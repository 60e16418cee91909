package io.weir.enrich.redact.scan;

/** What the policy does with the values of a class. */
public enum Action {
  /** Leave the value as it is. */
  KEEP,
  /** Put the name of the class in its place. */
  MASK,
  /** Take out what identifies one machine among its neighbours: only of addresses. */
  MASK_LAST,
  /** Take it out. */
  DROP,
  /** Put a keyed hash in its place, the same for the same value. */
  PSEUDONYM
}

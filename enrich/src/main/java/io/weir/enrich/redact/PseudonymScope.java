package io.weir.enrich.redact;

/** Where the same value has the same pseudonym. */
public enum PseudonymScope {
  /** Everywhere: one person can be followed through the whole audit. */
  GLOBAL,

  /**
   * In the events of one namespace. Who writes in one and reads there learns nothing of another's.
   * Events without a namespace have one in common.
   */
  NAMESPACE
}

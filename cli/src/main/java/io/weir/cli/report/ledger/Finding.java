package io.weir.cli.report.ledger;

/** A sentence about whether everything is accounted for. */
public record Finding(Kind kind, String sentence) {

  public enum Kind {
    /** It was checked and is in order. */
    PROVEN,
    /** Something to know, which is no fault. */
    NOTE,
    /** Somebody has to explain it. */
    OPEN
  }

  static Finding proven(String sentence) {
    return new Finding(Kind.PROVEN, sentence);
  }

  static Finding note(String sentence) {
    return new Finding(Kind.NOTE, sentence);
  }

  public static Finding open(String sentence) {
    return new Finding(Kind.OPEN, sentence);
  }
}

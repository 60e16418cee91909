package io.weir.enrich.sigma;

/** How bad it is if a rule is right, as Sigma names it. */
public enum Level {
  INFORMATIONAL(5),
  LOW(21),
  MEDIUM(47),
  HIGH(73),
  CRITICAL(99);

  private final int severity;

  Level(int severity) {
    this.severity = severity;
  }

  /** On the scale of Kibana's detection rules, 0 to 100. */
  public int severity() {
    return severity;
  }
}

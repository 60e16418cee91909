package io.weir.enrich.sigma;

import java.util.function.IntPredicate;

/** Sigma's words for comparing numbers. */
final class Comparison {
  private Comparison() {}

  /**
   * Decides by the result of a {@code compareTo} whether the comparison holds.
   *
   * @throws IllegalArgumentException if there is no such word
   */
  static IntPredicate of(String word) {
    return switch (word) {
      case "lt" -> order -> order < 0;
      case "lte" -> order -> order <= 0;
      case "gt" -> order -> order > 0;
      case "gte" -> order -> order >= 0;
      case "eq" -> order -> order == 0;
      case "neq" -> order -> order != 0;
      default -> throw new IllegalArgumentException(word);
    };
  }
}

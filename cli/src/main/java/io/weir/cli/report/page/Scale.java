package io.weir.cli.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis from zero.
 *
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 * @param ticks how many steps there are
 */
record Scale(long step, int ticks) {
  private static final int MAX_TICKS = 5;

  /** The smallest one that has room for a value. */
  static Scale upTo(long max) {
    long power = 1;
    while (true) {
      for (long factor : new long[] {1, 2, 5}) {
        long step = power * factor;
        if (step * MAX_TICKS >= max || power >= Long.MAX_VALUE / 100) {
          return new Scale(step, (int) Math.max(1, Math.min(MAX_TICKS, (max + step - 1) / step)));
        }
      }
      power *= 10;
    }
  }

  long top() {
    return step * ticks;
  }

  /** The values of the ticks, zero among them. */
  List<Long> values() {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i <= ticks; i++) {
      values.add(i * step);
    }
    return values;
  }

  /** How much of a length a value takes. */
  double part(long value, double length) {
    return length * value / top();
  }
}

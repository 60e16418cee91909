package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;

/** What the value of a key can be understood as; null or -1 if it cannot. */
final class Values {
  private Values() {}

  /** Counts, ports and the like; -1 for other values. */
  static long wholeNumber(JsonNode value) {
    BigDecimal number = decimal(value);
    boolean whole = number != null && number.scale() == 0 && number.precision() <= 18;
    return whole ? number.longValue() : -1;
  }

  static Instant isoTime(JsonNode value, When when) {
    return value.isTextual() ? Times.whole(value.textValue(), when) : null;
  }

  /** The value of a number, also one in quotes or in logfmt, if it has a sane size. */
  static BigDecimal decimal(JsonNode value) {
    if (value.isTextual()) {
      return Quantities.decimal(value.textValue());
    }
    return value.isNumber() ? sane(value.decimalValue()) : null;
  }

  /** Numbers such as 1e400 are exact but take memory when they are counted out. */
  private static BigDecimal sane(BigDecimal number) {
    return number.precision() + Math.abs((long) number.scale()) > 40 ? null : number;
  }
}

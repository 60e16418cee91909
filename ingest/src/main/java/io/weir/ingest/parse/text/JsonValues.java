package io.weir.ingest.parse.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;

/** What the value of a key can be understood as; null or -1 if it cannot. */
public final class JsonValues {
  private JsonValues() {}

  /** Counts, ports and the like; -1 for other values. */
  public static long wholeNumber(JsonNode value) {
    BigDecimal number = decimal(value);
    boolean whole = number != null && number.scale() == 0 && number.precision() <= 18;
    return whole ? number.longValue() : -1;
  }

  /** A time as text, or as an object of seconds and nanoseconds. */
  public static Instant time(JsonNode value, TimeContext context) {
    if (value.isTextual()) {
      return Times.whole(value.textValue(), context);
    }
    return value.has("epochSecond")
        ? parts(value, "epochSecond", "nanoOfSecond")
        : parts(value, "seconds", "nanos");
  }

  /** A time of two numbers, the second of which may lack. */
  public static Instant parts(JsonNode object, String seconds, String nanos) {
    BigDecimal second = decimal(object.path(seconds));
    Instant time = second == null ? null : Quantities.epoch(second);
    long fraction = wholeNumber(object.path(nanos));
    return time == null || fraction < 0 || fraction >= Quantities.SECOND
        ? time
        : time.plusNanos(fraction);
  }

  /** The value of a number, also one in quotes or in logfmt, if it has a sane size. */
  public static BigDecimal decimal(JsonNode value) {
    if (value.isTextual()) {
      return Quantities.decimal(value.textValue());
    }
    return value.isNumber() ? sane(value.decimalValue()) : null;
  }

  /** Numbers such as 1e400 are exact but take memory when they are counted out. */
  private static BigDecimal sane(BigDecimal number) {
    return number.precision() + Math.abs((long) number.scale()) > 40 ? null : number;
  }

  /** The text of a key, empty if it is none. */
  public static String text(JsonNode object, String key) {
    return object.path(key).asText("");
  }
}

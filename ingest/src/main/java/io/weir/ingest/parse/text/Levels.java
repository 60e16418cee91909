package io.weir.ingest.parse.text;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Map;

/** The words that applications use for their levels, and what they are called here. */
public final class Levels {
  private static final Map<String, String> BY_WORD =
      WordTable.readInAnyCase(Levels.class, "levels.txt");

  private static final String[] SYSLOG = {
    "emergency", "alert", "critical", "error", "warn", "notice", "info", "debug"
  };

  private Levels() {}

  /** The level of that name in lower, upper or title case, or null. */
  public static String named(String word) {
    return BY_WORD.get(word);
  }

  /** The level of slog's {@code DEBUG-4} and {@code INFO+2}, or null. */
  static String offset(String word) {
    int sign = Math.max(word.indexOf('-'), word.indexOf('+'));
    boolean numbered = sign > 0 && sign + 1 < word.length() && new Cursor(word, sign + 1).atDigit();
    return numbered ? named(word.substring(0, sign)) : null;
  }

  /** The level of a word that means nothing else: of either form, perhaps in colour. */
  public static String worded(String text) {
    String word = AnsiColors.remove(text);
    String level = named(word);
    return level == null ? offset(word) : level;
  }

  /** Sets the level of that name; false, and nothing set, if there is none. */
  public static boolean put(Fields fields, String word) {
    String level = BY_WORD.get(word);
    if (level == null) {
      return false;
    }
    fields.put(Field.LOG_LEVEL, level);
    return true;
  }

  /** The level with that initial, as klog and MongoDB write it, or null. */
  public static String lettered(String text) {
    return switch (text.isEmpty() ? 0 : text.charAt(0)) {
      case 'V', 'T' -> "trace";
      case 'D' -> "debug";
      case 'I' -> "info";
      case 'W' -> "warn";
      case 'E' -> "error";
      case 'F' -> "fatal";
      default -> null;
    };
  }

  /**
   * The levels of pino and bunyan, and those of Monolog, which are ten times RFC 5424's; or null.
   */
  public static String numbered(long number) {
    return switch ((int) Math.max(0, Math.min(number, 1_000))) {
      case 10 -> "trace";
      case 20, 100 -> "debug";
      case 30, 200 -> "info";
      case 250 -> "notice";
      case 40, 300 -> "warn";
      case 50, 400 -> "error";
      case 500 -> "critical";
      case 550 -> "alert";
      case 60 -> "fatal";
      case 600 -> "emergency";
      default -> null;
    };
  }

  /** The level of OpenTelemetry's severity numbers from 1 to 24, or null. */
  public static String ofTelemetry(long number) {
    if (number < 1 || number > 24) {
      return null;
    }
    return switch ((int) (number - 1) / 4) {
      case 0 -> "trace";
      case 1 -> "debug";
      case 2 -> "info";
      case 3 -> "warn";
      case 4 -> "error";
      default -> "fatal";
    };
  }

  /** The level of a syslog severity from 0 to 7. */
  public static String ofSeverity(int severity) {
    return SYSLOG[severity];
  }
}

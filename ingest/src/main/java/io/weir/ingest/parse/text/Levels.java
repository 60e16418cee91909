package io.weir.ingest.parse.text;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The words that applications use for their levels, and what they are called here. */
public final class Levels {
  private static final Map<String, String> BY_WORD = table();

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

  /** The levels of pino and bunyan, or null. */
  public static String numbered(long number) {
    return switch ((int) Math.max(0, Math.min(number, 100))) {
      case 10 -> "trace";
      case 20 -> "debug";
      case 30 -> "info";
      case 40 -> "warn";
      case 50 -> "error";
      case 60 -> "fatal";
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

  private static Map<String, String> table() {
    Map<String, String> words = new HashMap<>();
    add(words, "trace", "trace", "trc", "trce", "verbose", "finest", "finer", "noise", "silly");
    add(words, "debug", "debug", "dbug", "dbg", "fine", "config");
    add(words, "debug", "debug1", "debug2", "debug3", "debug4", "debug5");
    add(words, "info", "info", "information", "informational", "inf");
    add(words, "notice", "notice");
    add(words, "warn", "warn", "warning", "wrn");
    add(words, "error", "error", "err", "eror", "severe");
    add(words, "critical", "critical", "crit");
    add(words, "alert", "alert");
    add(words, "emergency", "emergency", "emerg");
    add(words, "fatal", "fatal", "ftl", "panic", "dpanic", "assert");
    return Map.copyOf(words);
  }

  private static void add(Map<String, String> words, String level, String... names) {
    for (String name : names) {
      words.put(name, level);
      words.put(name.toUpperCase(Locale.ROOT), level);
      words.put(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), level);
    }
  }
}

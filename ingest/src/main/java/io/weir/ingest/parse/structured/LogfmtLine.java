package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import java.util.List;
import java.util.Set;

/** Pairs such as {@code level=info msg="all is well"}, as Go programs write them. */
public final class LogfmtLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("logfmt", "pairs of keys and values, as Go programs write them", LogfmtLine::read);

  /** Pairs alone do not make a log line: one of these must be among them. */
  private static final List<String> SIGNS =
      List.of("msg", "level", "lvl", "message", "ts", "time", "severity", "err", "error");

  private static final Set<String> LEVELS = Set.of("level", "lvl", "severity", "loglevel");

  private static final Set<String> MESSAGES = Set.of("msg", "message", "err", "error");

  private static final List<String> NAMES_OF_MESSAGE = List.of("msg=", "message=");

  /** Words that are no pairs: more make a sentence, and each one copies the value before it. */
  private static final int MAX_ODD = 16;

  private LogfmtLine() {}

  static ParsedLine read(TextLine line) {
    ObjectNode pairs = line.rest() == null ? mostly(new Cursor(line.head())) : null;
    if (pairs == null || pairs.size() < 2 || !(isLog(pairs) || isRequest(pairs))) {
      return null;
    }
    LineBuilder builder = new LineBuilder(line.context());
    FieldExtractor.take(pairs, builder);
    return new ParsedLine(
        FORMAT.name(),
        message(line, builder),
        builder.time,
        builder.fields,
        pairs.isEmpty() ? null : pairs);
  }

  private static String message(TextLine line, LineBuilder builder) {
    String value = builder.message;
    if (value == null || value.isEmpty()) {
      return line.message(builder.fields, 0);
    }
    String head = line.head();
    int at = -1;
    for (int i = 0; at < 0 && i < NAMES_OF_MESSAGE.size(); i++) {
      at = valueOf(NAMES_OF_MESSAGE.get(i), head);
    }
    return line.messageOf(builder.fields, value, at);
  }

  /** Where the value of a key begins, without its quote, or -1. */
  private static int valueOf(String key, String head) {
    int at = head.indexOf(key);
    while (at > 0 && head.charAt(at - 1) > ' ') {
      at = head.indexOf(key, at + 1);
    }
    int value = at + key.length();
    return at < 0 ? -1 : head.startsWith("\"", value) ? value + 1 : value;
  }

  private static boolean isLog(ObjectNode pairs) {
    return SIGNS.stream().anyMatch(pairs::has);
  }

  /** Of lograge, which has a line for each request of Rails. */
  private static boolean isRequest(ObjectNode pairs) {
    return pairs.has("method") && pairs.has("path") && pairs.has("status");
  }

  /**
   * The pairs of a line that begins with one and has no more other words than pairs. Writers forget
   * quotes: a word belongs to the value before it, unless that was in quotes, and a quote that does
   * not close ends with the line.
   */
  private static ObjectNode mostly(Cursor cursor) {
    ObjectNode pairs = JsonNodeFactory.instance.objectNode();
    cursor.skipBlanks();
    int odd = 0;
    String last = null;
    while (!cursor.atEnd() && odd <= Math.min(pairs.size(), MAX_ODD)) {
      String key = key(cursor);
      if (key != null) {
        boolean quoted = cursor.peek() == '"';
        String value = value(cursor);
        last = quoted || isComplete(key, value) ? null : key;
        put(pairs, key, value == null ? cursor.rest() : value);
      } else {
        odd += pairs.isEmpty() ? 2 : 1;
        addWord(pairs, last, cursor.word());
      }
      cursor.skipBlanks();
    }
    return odd <= Math.min(pairs.size(), MAX_ODD) ? pairs : null;
  }

  /** Whether no word can belong to the value: a time, a number, or the level. */
  private static boolean isComplete(String key, String value) {
    if (value == null || MESSAGES.contains(key)) {
      return false;
    }
    boolean level = LEVELS.contains(key) && Levels.worded(value) != null;
    return level || (!value.isEmpty() && Character.isDigit(value.charAt(0)));
  }

  /** What is said not to be there is not. */
  static void put(ObjectNode pairs, String key, String value) {
    if (value.equals("null") || value.equals("<nil>")) {
      pairs.putNull(key);
    } else {
      pairs.put(key, value);
    }
  }

  private static void addWord(ObjectNode pairs, String last, String word) {
    if (last == null) {
      pairs.putIfAbsent(word, BooleanNode.TRUE);
    } else {
      pairs.put(last, pairs.path(last).asText() + ' ' + word);
    }
  }

  static String key(Cursor cursor) {
    int length = 0;
    while (isKeyPart(cursor.peek(length))) {
      length++;
    }
    return length > 0 && cursor.peek(length) == '=' ? cursor.until('=') : null;
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-./@:$".indexOf(c) >= 0;
  }

  static String value(Cursor cursor) {
    return cursor.skip('"') ? unquoted(cursor) : cursor.word();
  }

  /** Null, with the cursor after the quote, if none closes it. */
  private static String unquoted(Cursor cursor) {
    int length = 0;
    boolean escaped = false;
    for (char c = cursor.peek(); c != '"'; c = cursor.peek(length)) {
      if (c == 0 && cursor.peek(length + 1) == 0) {
        return null;
      }
      escaped |= c == '\\';
      length += c == '\\' ? 2 : 1;
    }
    String raw = cursor.take(length);
    cursor.skip('"');
    return escaped ? unescaped(raw) : raw;
  }

  private static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean escape = c == '\\' && i + 1 < raw.length();
      text.append(escape ? meaning(raw.charAt(++i)) : c);
    }
    return text.toString();
  }

  private static char meaning(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> escaped;
    };
  }
}

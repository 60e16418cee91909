package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Fields;
import java.time.Instant;

/**
 * A text as the parsers look at it.
 *
 * @param text as the application wrote it
 * @param head the first line without colours, byte order mark and line end
 * @param rest the further lines, or null if there is only one
 * @param depth how many wrappings were taken off
 * @param opening the time with which the head begins, perhaps in brackets, or null
 * @param behind where the head goes on behind that time, 0 if there is none
 */
record TextLine(
    String text,
    String head,
    String rest,
    TimeContext when,
    int depth,
    Instant opening,
    int behind) {
  /** A wrapping in a wrapping is seen, more are somebody's joke. */
  private static final int MAX_DEPTH = 3;

  static final char ESCAPE = '\u001b';

  static TextLine of(String text, TimeContext when) {
    return of(text, when, 0);
  }

  private static TextLine of(String text, TimeContext when, int depth) {
    String clean = withoutLineEnd(withoutColours(withoutByteOrderMark(text)));
    int end = clean.indexOf('\n');
    String head = end < 0 ? clean : withoutLineEnd(clean.substring(0, end));
    String rest = end < 0 ? null : clean.substring(end + 1);
    Cursor cursor = new Cursor(head);
    Instant opening = LeadingTimestamp.read(cursor, when);
    return new TextLine(text, head, rest, when, depth, opening, opening == null ? 0 : cursor.at());
  }

  /** Whether a text inside this one may be read as a line of its own. */
  boolean mayWrap() {
    return depth < MAX_DEPTH;
  }

  /** A text inside this one as a line of its own. */
  TextLine inner(String part, TimeContext at) {
    return of(part, at, depth + 1);
  }

  boolean isBracketed() {
    return head.startsWith("[");
  }

  /** Behind the opening time. */
  Cursor cursor() {
    return new Cursor(head, behind);
  }

  ParsedLine as(String format, Instant time, Fields fields) {
    return as(format, time, fields, null);
  }

  ParsedLine as(String format, Instant time, Fields fields, ObjectNode content) {
    return new ParsedLine(format, text, time, fields, content);
  }

  /** The whole text, as clean as the head. */
  String whole() {
    return rest == null ? head : head + '\n' + rest;
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  static String withoutColours(String text) {
    int from = text.indexOf(ESCAPE);
    if (from < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    int kept = 0;
    for (; from >= 0; from = text.indexOf(ESCAPE, kept)) {
      clean.append(text, kept, from);
      kept = endOfColour(text, from);
    }
    return clean.append(text, kept, text.length()).toString();
  }

  /** Behind a sequence such as {@code ESC[1;32m}; a lone escape character is dropped too. */
  private static int endOfColour(String text, int escape) {
    int at = escape + 1;
    if (at == text.length() || text.charAt(at) != '[') {
      return at;
    }
    do {
      at++;
    } while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == ';'));
    return Math.min(at + 1, text.length());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

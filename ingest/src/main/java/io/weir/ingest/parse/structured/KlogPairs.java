package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.Cursor;

/**
 * The pairs after a message of klog. A value of several lines begins with {@code <} at the end of a
 * line; its lines begin with a tab, and a line that begins with {@code >} ends it.
 *
 * @see <a href="https://pkg.go.dev/k8s.io/klog/v2#InfoS">InfoS</a>
 */
final class KlogPairs {
  private static final String OPEN = "=<";
  private static final String CLOSE = " >";

  /** After the text comes NUL. */
  private static final String ENDS = " \t\n\0";

  private KlogPairs() {}

  /**
   * Which lines may follow one that ends inside such a value, and then {@code after}; else null.
   */
  static MultilineState inValue(String line, MultilineState after) {
    return line.endsWith(OPEN) ? value(after) : null;
  }

  private static MultilineState value(MultilineState after) {
    return MultilineState.of("KLOG_VALUE", line -> next(line, after));
  }

  private static MultilineState next(String line, MultilineState after) {
    if (line.startsWith("\t")) {
      return value(after);
    }
    MultilineState more = line.startsWith(CLOSE) ? inValue(line, after) : null;
    return line.startsWith(CLOSE) && more == null ? after : more;
  }

  /** The pairs up to the end of the text, or null if anything else is between them. */
  static ObjectNode read(Cursor cursor) {
    ObjectNode pairs = JsonNodeFactory.instance.objectNode();
    cursor.skipBlanks();
    while (!cursor.atEnd() && cursor.peek() != '\n') {
      String key = LogfmtLine.key(cursor);
      String value = key == null ? null : cursor.skip("<\n") ? lines(cursor) : plain(cursor);
      if (value == null || !(cursor.skipBlanks() || cursor.atEnd() || cursor.peek() == '\n')) {
        return null;
      }
      LogfmtLine.put(pairs, key, value);
    }
    return pairs;
  }

  /** A text that was cut has no end. */
  private static String lines(Cursor cursor) {
    String text = cursor.startsWith(CLOSE) ? "" : cursor.until('\n' + CLOSE);
    if (text == null) {
      text = cursor.rest();
    } else if (text.isEmpty()) {
      cursor.skip(CLOSE);
    }
    String first = text.startsWith("\t") ? text.substring(1) : text;
    return first.replace("\n\t", "\n");
  }

  /** A word ends with its line. */
  private static String plain(Cursor cursor) {
    if (cursor.peek() == '"') {
      return LogfmtLine.value(cursor);
    }
    int length = 0;
    while (ENDS.indexOf(cursor.peek(length)) < 0) {
      length++;
    }
    return cursor.take(length);
  }
}

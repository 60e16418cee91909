package io.weir.ingest.parse.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.text.Cursor;

/** {@code [exampleSDID@32473 iut="3" eventSource="App"]} of RFC 5424, section 6.3. */
final class StructuredData {
  private StructuredData() {}

  /** The elements that follow, by their ids; null, with the cursor unmoved, if there are none. */
  static ObjectNode read(Cursor cursor) {
    if (cursor.skip("- ") || (cursor.peek() == '-' && cursor.peek(1) == 0)) {
      return null;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    int start = cursor.at();
    while (cursor.skip('[')) {
      ObjectNode element = JsonNodeFactory.instance.objectNode();
      String id = name(cursor);
      while (cursor.skip(' ')) {
        String key = name(cursor);
        String value = cursor.skip("=\"") ? value(cursor) : null;
        if (value == null) {
          cursor.moveTo(start);
          return null;
        }
        element.put(key, value);
      }
      if (id.isEmpty() || !cursor.skip(']')) {
        cursor.moveTo(start);
        return null;
      }
      data.set(id, element);
    }
    return data.isEmpty() ? null : data;
  }

  private static String name(Cursor cursor) {
    int length = 0;
    while (cursor.peek(length) > ' ' && "=\"]".indexOf(cursor.peek(length)) < 0) {
      length++;
    }
    return cursor.take(length);
  }

  /** Up to the closing quote; a backslash escapes a quote, a bracket and itself. */
  private static String value(Cursor cursor) {
    StringBuilder value = new StringBuilder();
    while (!cursor.atEnd()) {
      char c = cursor.peek();
      cursor.skip(c);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && "\"\\]".indexOf(cursor.peek()) >= 0 && !cursor.atEnd()) {
        c = cursor.peek();
        cursor.skip(c);
      }
      value.append(c);
    }
    return null;
  }
}

package io.weir.ingest.parse.web;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;

/**
 * Columns in quotes that hold what a client sent. Not every writer escapes the quotes in it, and
 * the client must not end its column to write those after it.
 */
public final class QuotedColumns {
  private QuotedColumns() {}

  /**
   * The request between quotes; null, with the cursor as it was, if there is none. No server passes
   * on a target with blanks, so that the third word of a request ends it, whatever quotes come
   * before; else it ends after a version of HTTP, else like any quoted text.
   */
  public static String request(Cursor cursor) {
    int start = cursor.at();
    if (!cursor.skip('"')) {
      return null;
    }
    int from = cursor.at();
    int end = isRequestLine(cursor) ? cursor.at() : afterVersion(cursor.moveTo(from));
    if (end < 0) {
      return cursor.moveTo(start).quoted();
    }
    String request = cursor.between(from, end);
    cursor.moveTo(end + 1);
    return request;
  }

  /** Whether {@code GET /path HTTP/1.1"} follows; the cursor is then at the quote. */
  private static boolean isRequestLine(Cursor cursor) {
    String method = cursor.word();
    if (!Http.isMethod(method) || !cursor.skip(' ') || cursor.word().isEmpty()) {
      return false;
    }
    return cursor.skip(' ') && skipVersion(cursor) && isEnd(cursor);
  }

  private static boolean skipVersion(Cursor cursor) {
    boolean version = cursor.skip("HTTP/") && cursor.number() >= 0;
    if (version && cursor.skip('.')) {
      cursor.number();
    }
    return version;
  }

  private static boolean isEnd(Cursor cursor) {
    return cursor.peek() == '"' && (cursor.peek(1) == ' ' || cursor.peek(1) == 0);
  }

  /** Where the quote after the first version is, or -1. */
  private static int afterVersion(Cursor cursor) {
    while (cursor.until(" HTTP/") != null) {
      cursor.moveTo(cursor.at() - "HTTP/".length());
      if (skipVersion(cursor) && isEnd(cursor)) {
        return cursor.at();
      }
    }
    return -1;
  }

  /**
   * A text between quotes; null, with the cursor as it was, if there is none. It ends at a quote
   * before another column in quotes, or at one after which the quotes are in pairs.
   */
  public static String text(Cursor cursor) {
    int start = cursor.at();
    if (cursor.peek() != '"') {
      return null;
    }
    int rest = 0;
    for (int i = 1; cursor.peek(i) != 0; i++) {
      rest += cursor.peek(i) == '"' ? 1 : 0;
    }
    for (int i = 1; cursor.peek(i) != 0; i++) {
      char c = cursor.peek(i);
      rest -= c == '"' ? 1 : 0;
      if (c == '\\') {
        i++;
        rest -= cursor.peek(i) == '"' ? 1 : 0;
      } else if (c == '"' && endsColumn(cursor, i + 1, rest)) {
        cursor.moveTo(start + i + 1);
        return cursor.between(start + 1, start + i);
      }
    }
    return cursor.quoted();
  }

  private static boolean endsColumn(Cursor cursor, int next, int rest) {
    char c = cursor.peek(next);
    return c == 0 || (c == ' ' && (cursor.peek(next + 1) == '"' || rest % 2 == 0));
  }
}

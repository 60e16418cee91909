package io.weir.ingest.parse.web;

import io.weir.ingest.parse.text.Cursor;

/** Columns of access lines that have a list of addresses, whose parts end with a comma. */
final class ForwardedAddresses {
  private ForwardedAddresses() {}

  /** The word at the cursor, or the whole list that it begins. */
  static String list(Cursor cursor) {
    String word = cursor.word();
    if (!word.endsWith(",")) {
      return word;
    }
    StringBuilder list = new StringBuilder(word);
    while (word.endsWith(",") && cursor.skipBlanks()) {
      word = cursor.word();
      list.append(' ').append(word);
    }
    return list.toString();
  }
}

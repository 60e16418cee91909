package io.weir.ingest.parse.web;

import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;

/** Lists of the addresses that a request came by, as {@code X-Forwarded-For} has them. */
final class ForwardedAddresses {
  private ForwardedAddresses() {}

  /**
   * The word at the cursor; of a list, whose parts end with a comma, the first address. That is
   * said to be the client's, the others are proxies.
   */
  static String first(Cursor cursor) {
    String word = cursor.word();
    String first = part(word);
    while (word.endsWith(",") && cursor.skipBlanks()) {
      word = cursor.word();
      first = Addresses.isIp(first) ? first : part(word);
    }
    return first;
  }

  /** Without the comma and what follows it. */
  static String part(String word) {
    int comma = word.indexOf(',');
    return comma < 0 ? word : word.substring(0, comma);
  }
}

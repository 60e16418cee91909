package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.ResourceTable;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.Locale;

/**
 * How the tokens of a vendor look.
 *
 * @param least how many characters follow the prefix
 * @param most {@link Integer#MAX_VALUE} if everything of the alphabet belongs to it
 * @param rare where in the prefix a character stands that is rare in text: a sign, a capital I or a
 *     digit, else its last one
 */
record TokenFormat(
    SensitiveClass type, String prefix, Alphabet alphabet, int least, int most, int rare) {
  private static final String TABLE = "token-formats.txt";
  private static final int COLUMNS = 4;
  private static final String SIGNS = "_-.";

  /** The characters that can follow a prefix. */
  enum Alphabet {
    ALNUM,
    UPPER,
    HEX,
    WORD,
    DOTTED,
    SEALED,
    UUID,
    BASE64;

    boolean has(char c) {
      return switch (this) {
        case ALNUM -> Chars.isAlphanumeric(c);
        case UPPER -> Chars.isUpper(c) || Chars.isDigit(c);
        case HEX -> Chars.isHex(c);
        case SEALED -> Chars.isAlphanumeric(c) || c == '$';
        case UUID -> Chars.isHex(c) || c == '-';
        case WORD -> Chars.isAlphanumeric(c) || c == '-' || c == '_';
        case DOTTED -> Chars.isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
        case BASE64 -> Chars.isBase64(c) || c == '.';
      };
    }
  }

  /** The end of the token whose prefix stands at a place, or -1 if what follows is none. */
  int end(String text, int at) {
    int start = at + prefix.length();
    int end = start;
    while (end < text.length() && alphabet.has(text.charAt(end))) {
      end++;
    }
    while (end > start && text.charAt(end - 1) == '.') {
      end--;
    }
    boolean fits = end - start >= least && end - start <= most;
    boolean whole = most == Integer.MAX_VALUE || Chars.endsWord(text, end);
    return fits && whole ? end : -1;
  }

  /** All of the table. */
  static List<TokenFormat> all() {
    return ResourceTable.rows(TokenFormat.class, TABLE, COLUMNS).stream()
        .map(TokenFormat::of)
        .toList();
  }

  private static TokenFormat of(List<String> columns) {
    return new TokenFormat(
        SensitiveClass.known(columns.get(0)).orElseThrow(),
        columns.get(1),
        Alphabet.valueOf(columns.get(2).toUpperCase(Locale.ROOT)),
        Integer.parseInt(columns.get(3)),
        columns.size() > COLUMNS ? Integer.parseInt(columns.get(COLUMNS)) : Integer.MAX_VALUE,
        rare(columns.get(1)));
  }

  private static int rare(String prefix) {
    for (int i = 1; i < prefix.length(); i++) {
      if (SIGNS.indexOf(prefix.charAt(i)) >= 0) {
        return i;
      }
    }
    if (prefix.indexOf('I') > 0) {
      return prefix.indexOf('I');
    }
    for (int i = 1; i < prefix.length(); i++) {
      if (Chars.isDigit(prefix.charAt(i))) {
        return i;
      }
    }
    return prefix.length() - 1;
  }
}

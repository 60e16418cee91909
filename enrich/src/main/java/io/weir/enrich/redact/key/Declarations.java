package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;

/** Variables that are declared with their type, and so are not next to the sign that sets them. */
final class Declarations {
  /** Types of text, as languages call them. */
  private static final Keywords TEXT =
      Keywords.of("string", "str", "text", "char", "bytes", "byte", "any");

  private static final CharSet SIGNS = CharSet.of("&*[]?!").or(CharSet.BLANKS);
  private static final int MAX_GAP = 16;

  private Declarations() {}

  /**
   * Where the name ends in {@code var token string = "x"} and {@code let token: &str = "x"}.
   *
   * @param end of the type
   * @return the same place if no type is before it
   */
  static int nameEnd(Scan scan, int end) {
    int typeEnd = scan.skipBack(end, end - MAX_GAP, SIGNS);
    int type = scan.keyStart(typeEnd);
    if (!TEXT.contains(scan.text(), type, typeEnd)) {
      return end;
    }
    int name = scan.skipBack(type, type - MAX_GAP, SIGNS);
    if (scan.at(name - 1) == ':') {
      return scan.skipBack(name - 1, name - MAX_GAP, CharSet.BLANKS);
    }
    return name < type ? name : end;
  }
}

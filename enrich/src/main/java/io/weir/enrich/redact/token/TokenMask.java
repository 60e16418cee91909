package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.ResourceTable;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * How the tokens of a vendor look: literal text and runs of characters in turns, as {@code
 * token-formats.txt} says. A token is recognised at one character of its first literal, from which
 * it is read to both sides, each run as far as its alphabet goes. So time is linear.
 */
final class TokenMask {
  private static final String TABLE = "token-formats.txt";
  private static final int COLUMNS = 2;

  /** In a token that begins with a literal, one of them follows the trigger. */
  private static final CharSet NEXT = CharSet.ALPHANUMERIC.or(CharSet.of("_-"));

  /** So many random letters and digits without one digit or capital do not come about. */
  private static final int JUDGED = 64;

  private static final CharSet PLAIN = CharSet.DIGITS.or(CharSet.UPPER).not();

  private final SensitiveClass type;
  private final MaskPiece[] pieces;

  /** Whatever may be before it; otherwise no letter and no digit. */
  private final boolean anywhere;

  /** The first piece that goes; those before it only say what follows. */
  private final int hidden;

  /** Which piece is the first literal, and where in it the character is that is rare in text. */
  private final int anchor;

  private final int rare;

  /** The first character of that literal, which excludes most places; 0 if its case may differ. */
  private final char first;

  private TokenMask(SensitiveClass type, List<MaskPiece> pieces, boolean anywhere, int hidden) {
    this.type = type;
    this.pieces = pieces.toArray(MaskPiece[]::new);
    this.anywhere = anywhere;
    this.hidden = hidden;
    this.anchor = pieces.get(0).isLiteral() ? 0 : 1;
    // After a run it is the first character, which ends the run.
    this.rare = anchor > 0 ? 0 : pieces.get(0).rare();
    this.first = pieces.get(anchor).address() ? 0 : pieces.get(anchor).literal().charAt(0);
  }

  /** All of the table. */
  static List<TokenMask> all() {
    return ResourceTable.rows(TokenMask.class, TABLE, COLUMNS).stream()
        .map(row -> of(SensitiveClass.known(row.get(0)).orElseThrow(), row.get(1)))
        .toList();
  }

  /**
   * Reads a mask, as the table explains them.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TokenMask of(SensitiveClass type, String mask) {
    boolean anywhere = mask.startsWith("*");
    String pieces = mask.substring(anywhere ? 1 : 0);
    int bracket = pieces.indexOf('[');
    int hidden = bracket < 0 ? 0 : MaskPiece.listOf(pieces.substring(0, bracket)).size();
    String all = pieces.replace("[", "").replace("]", "");
    return new TokenMask(type, MaskPiece.listOf(all), anywhere, hidden);
  }

  /** The character to be called at, and its neighbours. */
  Trigger trigger() {
    String literal = pieces[anchor].literal();
    CharSet at = CharSet.of(literal.substring(rare, rare + 1));
    if (rare > 0) {
      return new Trigger(pieces[anchor].characterAt(rare - 1), at, NEXT);
    }
    CharSet after =
        literal.length() > 1
            ? pieces[anchor].characterAt(1)
            : pieces[anchor + 1].alphabet().characters();
    return new Trigger(pieces[0].alphabet().characters(), at, after);
  }

  /**
   * Hides the token whose trigger is at a place.
   *
   * @return its end, or {@link Detector#NOTHING} if there is none
   */
  int hide(Scan scan, int trigger) {
    int literal = trigger - rare;
    if ((first != 0 && scan.at(literal) != first) || !pieces[anchor].isAt(scan, literal)) {
      return Detector.NOTHING;
    }
    int start = anchor == 0 ? literal : pieces[0].start(scan, literal);
    boolean begins = start >= 0 && (anywhere || scan.startsWord(start));
    // First what takes a bounded time: of many beginnings in a row, each would read to their end.
    return begins && !isName(scan, start) ? hideFrom(scan, start, literal) : Detector.NOTHING;
  }

  /** Reads on from the first literal; what is before it fits. */
  private int hideFrom(Scan scan, int start, int literal) {
    int hiddenStart = start;
    int end = literal;
    for (int i = anchor; i < pieces.length; i++) {
      hiddenStart = i == hidden ? end : hiddenStart;
      end = pieces[i].end(scan, end);
      if (end < 0) {
        return Detector.NOTHING;
      }
    }
    if (pieces[pieces.length - 1].isBounded() && !scan.endsWord(end)) {
      return Detector.NOTHING;
    }
    scan.hide(hiddenStart, end, type);
    return end;
  }

  /** One that begins without a digit or capital is a name in kebab or snake case. */
  private boolean isName(Scan scan, int start) {
    if (anchor > 0 || hidden > 0) {
      return false;
    }
    int from = start + pieces[0].literal().length();
    int end = scan.skip(from, from + JUDGED, pieces[1].alphabet().characters());
    return scan.skip(from, end, PLAIN) == end;
  }
}

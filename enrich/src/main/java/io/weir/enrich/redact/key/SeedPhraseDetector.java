package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * The words from which the keys of a wallet are made (BIP 39: 12 to 24 words of three to eight
 * letters), after what they are called.
 */
final class SeedPhraseDetector implements Detector {
  private static final List<String> NAMES =
      List.of("mnemonic", "phrase", "seed words", "seedwords");

  /** The last but one letters of the names. */
  private static final CharSet BEFORE_LAST = CharSet.of("isdISD");

  private static final CharSet GAP = CharSet.of(" :=\"'\\[");
  private static final int MAX_GAP = 8;
  private static final int MIN_WORD = 3;
  private static final int MAX_WORD = 8;
  private static final int MIN_WORDS = 12;
  private static final int MAX_WORDS = 24;

  /** Phrases have a multiple of them. */
  private static final int STEP = 3;

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(
            CharSet.of("cesCES"), CharSet.of(" :=\""), CharSet.of(" :=\"'").or(CharSet.LETTERS)));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.SECRET;
  }

  @Override
  public int find(Scan scan, int at) {
    if (!isName(scan, at)) {
      return NOTHING;
    }
    int start = scan.skip(at, at + MAX_GAP, GAP);
    int end = start;
    int next = start;
    for (int words = 1; words <= MAX_WORDS; words++) {
      int wordEnd = wordEnd(scan, next);
      if (wordEnd < 0) {
        break;
      }
      end = words >= MIN_WORDS && words % STEP == 0 ? wordEnd : end;
      next = wordEnd + 1;
    }
    scan.hide(start, end, SensitiveClass.SECRET);
    return end > start ? end : NOTHING;
  }

  /**
   * Whether one of the names ends there; most words that end like them differ one letter before.
   */
  private static boolean isName(Scan scan, int end) {
    if (!BEFORE_LAST.has(scan.at(end - 2))) {
      return false;
    }
    for (String name : NAMES) {
      if (scan.startsWithIgnoringCase(name, end - name.length())) {
        return true;
      }
    }
    return false;
  }

  /** Of small letters, with a blank or the end of the phrase after it; -1 if it is no such word. */
  private static int wordEnd(Scan scan, int start) {
    int end = start;
    while (scan.at(end) >= 'a' && scan.at(end) <= 'z' && end - start <= MAX_WORD) {
      end++;
    }
    int length = end - start;
    return length >= MIN_WORD && length <= MAX_WORD && scan.endsWord(end) ? end : -1;
  }
}

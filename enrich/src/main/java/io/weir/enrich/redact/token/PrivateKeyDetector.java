package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/** RFC 7468; without its end, everything that can be part of it. */
final class PrivateKeyDetector implements Detector {
  private static final String DASHES = "-----";
  private static final String BEGIN = DASHES + "BEGIN";
  private static final String END = DASHES + "END";
  private static final String LABEL = "PRIVATE KEY";
  private static final int MAX_LABEL = 40;

  /** A key of 16,384 bits with all that may be around its lines. */
  private static final int MAX_BLOCK = 32 << 10;

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("-"), CharSet.of("BE"), CharSet.of("EN")));
  }

  @Override
  public int find(Scan scan, int letter) {
    int at = letter - DASHES.length();
    if (at >= 0 && scan.startsWith(END, at)) {
      return tail(scan, letter);
    }
    if (at < 0 || !scan.startsWith(BEGIN, at)) {
      return NOTHING;
    }
    int label = at + BEGIN.length() + 1;
    int limit = Math.min(scan.length(), label + MAX_LABEL + DASHES.length());
    int length = label > limit ? -1 : scan.substring(label, limit).indexOf(DASHES);
    if (length < 0 || !isPrivate(scan, label, length)) {
      return NOTHING;
    }
    int body = label + length + DASHES.length();
    // Whatever is within: quotes and signs of a program, the times of a log.
    int end = end(scan, body);
    scan.hide(at, end, SensitiveClass.PRIVATE_KEY);
    return end;
  }

  /** In the body of a form the blanks are plus signs. */
  private static boolean isPrivate(Scan scan, int label, int length) {
    return scan.substring(label, label + length).replace('+', ' ').contains(LABEL);
  }

  private int end(Scan scan, int body) {
    // Of many beginnings without an end, each looks only where none before it has looked.
    int marked = markedEnd(scan, Math.max(body, scan.scannedTo(this) - END.length()), body);
    if (marked >= 0) {
      return marked;
    }
    scan.markScanned(this, body + MAX_BLOCK);
    int end = body;
    while (end < scan.length() && isBody(scan.charAt(end))) {
      end++;
    }
    return end;
  }

  /** After the marker that ends the block, or -1 if it is not near. */
  private static int markedEnd(Scan scan, int from, int body) {
    int limit = Math.min(scan.length(), body + MAX_BLOCK);
    String block = scan.substring(Math.min(from, limit), limit);
    int marker = block.indexOf(END);
    if (marker < 0) {
      return -1;
    }
    int close = block.indexOf(DASHES, marker + END.length());
    return close < 0 ? limit : from + close + DASHES.length();
  }

  /** The end of a block whose beginning is not there. */
  private static int tail(Scan scan, int letter) {
    int label = letter - DASHES.length() + END.length() + 1;
    int limit = Math.min(scan.length(), label + MAX_LABEL + DASHES.length());
    int length = label > limit ? -1 : scan.substring(label, limit).indexOf(DASHES);
    if (length < 0 || !isPrivate(scan, label, length)) {
      return NOTHING;
    }
    int start = letter - DASHES.length();
    int first = Math.max(0, start - MAX_BLOCK);
    while (start > first && isTail(scan.charAt(start - 1))) {
      start--;
    }
    int end = label + length + DASHES.length();
    scan.hide(start, end, SensitiveClass.PRIVATE_KEY);
    return end;
  }

  private static boolean isTail(char c) {
    return (Chars.isBase64(c) && c != '-' && c != '_') || c == '\n' || c == '\r';
  }

  /** Also the blanks, line ends (escaped or not) and headers within a block. */
  private static boolean isBody(char c) {
    return Chars.isBase64(c) || c <= ' ' || c == '\\' || c == ':' || c == ',';
  }
}

package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/** RFC 7519: three parts in base64url, the first of which is a JSON object. */
final class JwtDetector implements Detector {
  private static final String BEGIN = "eyJ";

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("y"), CharSet.of("J"), CharSet.ALPHANUMERIC));
  }

  @Override
  public int find(Scan scan, int letter) {
    int at = letter + 1 - BEGIN.length();
    boolean begins = at >= 0 && scan.startsWith(BEGIN, at) && scan.startsWord(at);
    if (!begins || scan.isScanned(this, at)) {
      return NOTHING;
    }
    int header = scan.skip(at, CharSet.BASE64);
    if (scan.at(header) != '.') {
      // No other place in this run can begin one either.
      scan.markScanned(this, header);
      return NOTHING;
    }
    int payload = scan.skip(header + 1, CharSet.BASE64);
    boolean signed = scan.at(payload) == '.';
    int end = signed ? scan.skip(payload + 1, CharSet.BASE64) : payload;
    // The rest of a token that was cut off is as bad as a whole one.
    scan.hide(at, end, SensitiveClass.JWT);
    return end;
  }
}

package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Ids of AWS keys: twenty capitals and digits, of which the first four are a known prefix. Their
 * secret goes too where it is next to its id.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">AWS
 *     unique identifiers</a>
 */
final class AwsKeyDetector implements Detector {
  private static final int LENGTH = 20;
  private static final int SECRET_LENGTH = 40;
  private static final CharSet ID = CharSet.UPPER.or(CharSet.DIGITS);
  private static final List<String> PREFIXES = List.of("AKIA", "ASIA", "ABIA", "ACCA");

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.NO_WORD, CharSet.of("A"), CharSet.of("KSBC")));
  }

  @Override
  public int find(Scan scan, int at) {
    int end = at + LENGTH;
    if (scan.skip(at, end, ID) != end
        || !PREFIXES.contains(scan.substring(at, at + 4))
        || !scan.endsWord(end)) {
      return NOTHING;
    }
    scan.hide(at, end, SensitiveClass.AWS_ACCESS_KEY);
    return secretEnd(scan, end);
  }

  /** {@code AKIA…:wJal…}: the secret is next to its id. */
  private static int secretEnd(Scan scan, int idEnd) {
    int start = idEnd + 1;
    int end = scan.skip(start, CharSet.BASE64);
    if (end - start != SECRET_LENGTH || ":, /\t|".indexOf(scan.charAt(idEnd)) < 0) {
      return idEnd;
    }
    scan.hide(start, end, SensitiveClass.SECRET);
    return end;
  }
}

package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * A Secret of Kubernetes in JSON, or what an audit record says of one: whatever is under {@code
 * data} and {@code stringData} in the text.
 */
final class SecretObjectDetector implements Detector {
  private static final List<String> MARKS = List.of("\"Secret\"", "\"SecretList\"", "\"secrets\"");
  private static final List<String> KINDS = List.of("\"kind\"", "\"resource\"");
  private static final List<String> DATA = List.of("\"data\"", "\"stringData\"");
  private static final int MAX_GAP = 24;
  private static final KeyRule SECRET = new KeyRule(SensitiveClass.SECRET, KeyRule.Kind.ALWAYS);

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("\""), CharSet.of("Ss"), CharSet.of("e")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.SECRET;
  }

  @Override
  public int find(Scan scan, int at) {
    boolean secret =
        !scan.isScanned(this, at)
            && MARKS.stream().anyMatch(mark -> scan.startsWith(mark, at - 1))
            && isKind(scan, at - 1);
    if (secret) {
      DATA.forEach(key -> hideAll(scan, key));
      scan.markScanned(this, scan.length());
    }
    return NOTHING;
  }

  private static boolean isKind(Scan scan, int quote) {
    String before = scan.substring(Math.max(0, quote - MAX_GAP), quote).stripTrailing();
    return before.endsWith(":")
        && KINDS.stream()
            .anyMatch(before.substring(0, before.length() - 1).stripTrailing()::endsWith);
  }

  private static void hideAll(Scan scan, String key) {
    int at = scan.indexOf(key, 0);
    while (at >= 0) {
      int sign = scan.skip(at + key.length(), CharSet.BLANKS);
      int brace = scan.at(sign) == ':' ? scan.skip(sign + 1, CharSet.BLANKS) : sign;
      int end = ObjectValues.isObject(scan, brace) ? ObjectValues.hide(scan, brace, SECRET) : -1;
      at = scan.indexOf(key, Math.max(end, sign));
    }
  }
}

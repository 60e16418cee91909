package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * The content of an XML element: {@code <db:password type="text">x</db:password>}, {@code <property
 * name="password">x</property>}, also with {@code <value>} around it, {@code
 * <name>password</name><value>x</value>}.
 */
final class XmlElementDetector implements Detector {
  private static final int MAX_TAG = 128;
  private static final String CDATA = "<![CDATA[";

  private final SensitiveKeys keys;

  XmlElementDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    CharSet last = keys.lastLetters().or(CharSet.of("\"'"));
    return List.of(new Trigger(last, CharSet.of(">"), CharSet.EDGES.not()));
  }

  @Override
  public int find(Scan scan, int at) {
    int limit = Math.max(0, at - MAX_TAG);
    int open = at - 1;
    while (open > limit && scan.charAt(open) != '<' && scan.charAt(open) != '>') {
      open--;
    }
    if (scan.charAt(open) != '<') {
      return NOTHING;
    }
    int nameEnd = open + 1;
    while (nameEnd < at && (Chars.isKey(scan.charAt(nameEnd)) || scan.charAt(nameEnd) == ':')) {
      nameEnd++;
    }
    KeyRule rule = nameEnd == open + 1 ? null : rule(scan, open, nameEnd, at);
    if (rule == null) {
      return NOTHING;
    }
    boolean cdata = scan.startsWith(CDATA, at + 1);
    int start = cdata ? at + 1 + CDATA.length() : at + 1;
    int judged = rule.kind() == KeyRule.Kind.ALWAYS ? scan.length() : start + ValueFinder.JUDGED;
    int end = end(scan, start, cdata, Math.min(scan.length(), judged));
    if (ValueExclusions.isNothing(scan.text(), start, end)
        || !rule.fits(scan.substring(start, end), false)) {
      return NOTHING;
    }
    if (end == judged) {
      end = end(scan, start, cdata, scan.length());
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  /** What the name of the element says, or an attribute, or the element before it. */
  private KeyRule rule(Scan scan, int open, int nameEnd, int at) {
    KeyRule rule = keys.ruleBefore(scan.text(), nameEnd, false);
    if (rule != null) {
      return rule;
    }
    if (Chars.isQuote(scan.charAt(at - 1))) {
      return ruleOfAttribute(scan, at - 1);
    }
    return nameEnd == at && SensitiveKeys.isValue(scan.text(), open + 1, at)
        ? ruleBefore(scan, open)
        : null;
  }

  /** Of what ends at a quote, if it is the value of an attribute such as {@code name}. */
  private KeyRule ruleOfAttribute(Scan scan, int quote) {
    int sign = scan.keyStart(quote) - 2;
    boolean named =
        scan.at(sign) == '=' && SensitiveKeys.isName(scan.text(), scan.keyStart(sign), sign);
    return named ? keys.ruleBefore(scan.text(), quote, false) : null;
  }

  /** Of the content of a name's element, or of the element that is around the value. */
  private KeyRule ruleBefore(Scan scan, int open) {
    int close = open;
    while (close > 0 && open - close < MAX_TAG && scan.charAt(close - 1) <= ' ') {
      close--;
    }
    if (scan.at(close - 1) == '>' && Chars.isQuote(scan.at(close - 2))) {
      return ruleOfAttribute(scan, close - 2);
    }
    int name = scan.at(close - 1) == '>' ? scan.keyStart(close - 1) : close;
    if (scan.startsWith("</", name - 2)) {
      boolean named = SensitiveKeys.isName(scan.text(), name, close - 1);
      return named ? keys.ruleBefore(scan.text(), name - 2, false) : null;
    }
    return scan.at(name - 1) == '<' ? keys.ruleBefore(scan.text(), close - 1, false) : null;
  }

  private static int end(Scan scan, int start, boolean cdata, int limit) {
    int end = start;
    while (end < limit && (cdata ? !scan.startsWith("]]>", end) : scan.charAt(end) != '<')) {
      end++;
    }
    return end;
  }
}

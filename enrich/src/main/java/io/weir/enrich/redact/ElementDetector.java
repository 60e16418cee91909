package io.weir.enrich.redact;

import java.util.List;

/**
 * The content of an XML element: {@code <db:password type="text">x</db:password>}, {@code <property
 * name="password">x</property>}, {@code <name>password</name><value>x</value>}.
 */
final class ElementDetector implements Detector {
  private static final int MAX_TAG = 128;
  private static final String CDATA = "<![CDATA[";

  private final SensitiveKeys keys;

  ElementDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    CharSet last = keys.lastLetters().or(CharSet.of("\"'"));
    return List.of(new Gate(last, CharSet.of(">"), CharSet.EDGES.not()));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    int limit = Math.max(0, at - MAX_TAG);
    int open = at - 1;
    while (open > limit && text.charAt(open) != '<' && text.charAt(open) != '>') {
      open--;
    }
    if (text.charAt(open) != '<') {
      return at;
    }
    int nameEnd = open + 1;
    while (nameEnd < at
        && (SensitiveKeys.isKey(text.charAt(nameEnd)) || text.charAt(nameEnd) == ':')) {
      nameEnd++;
    }
    KeyRule rule = nameEnd == open + 1 ? null : rule(text, open, nameEnd, at);
    if (rule == null) {
      return at;
    }
    boolean cdata = text.startsWith(CDATA, at + 1);
    int start = cdata ? at + 1 + CDATA.length() : at + 1;
    int judged = rule.kind() == KeyRule.Kind.ALWAYS ? text.length() : start + Values.JUDGED;
    int end = end(text, start, cdata, Math.min(text.length(), judged));
    if (NoValue.is(text, start, end) || !rule.fits(text.substring(start, end), false)) {
      return at;
    }
    if (end == judged) {
      end = end(text, start, cdata, text.length());
    }
    spans.add(start, end, rule.type());
    return end;
  }

  /** What the name of the element says, or an attribute, or the element before it. */
  private KeyRule rule(String text, int open, int nameEnd, int at) {
    KeyRule rule = keys.ruleBefore(text, nameEnd, false);
    if (rule != null) {
      return rule;
    }
    if (Chars.isQuote(text.charAt(at - 1))) {
      int value = SensitiveKeys.start(text, at - 1) - 1;
      int sign = value - 1;
      boolean named =
          Chars.at(text, sign) == '='
              && SensitiveKeys.isName(text, SensitiveKeys.start(text, sign), sign);
      return named ? keys.ruleBefore(text, at - 1, false) : null;
    }
    return nameEnd == at && SensitiveKeys.isValue(text, open + 1, at)
        ? ruleBefore(text, open)
        : null;
  }

  /** Of the content of a name's element, or of the element that is around the value. */
  private KeyRule ruleBefore(String text, int open) {
    int close = open;
    while (close > 0 && open - close < MAX_TAG && text.charAt(close - 1) <= ' ') {
      close--;
    }
    int name = Chars.at(text, close - 1) == '>' ? SensitiveKeys.start(text, close - 1) : close;
    if (text.startsWith("</", name - 2)) {
      boolean named = SensitiveKeys.isName(text, name, close - 1);
      return named ? keys.ruleBefore(text, name - 2, false) : null;
    }
    return Chars.at(text, name - 1) == '<' ? keys.ruleBefore(text, close - 1, false) : null;
  }

  private static int end(String text, int start, boolean cdata, int limit) {
    int end = start;
    while (end < limit && (cdata ? !text.startsWith("]]>", end) : text.charAt(end) != '<')) {
      end++;
    }
    return end;
  }
}

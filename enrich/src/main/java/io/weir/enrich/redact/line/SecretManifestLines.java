package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.Passwords;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * A Secret of Kubernetes in YAML: whatever is below {@code data} and {@code stringData}. Written by
 * {@code kubectl} the data come before the kind: until it is known, what is base64 is a secret.
 */
final class SecretManifestLines implements LineContext.Part {
  private static final KeyRule SECRET = new KeyRule(SensitiveClass.SECRET, KeyRule.Kind.ALWAYS);
  private static final int MIN_ENCODED = 8;

  /** Nothing else of the alphabet is so long. */
  private static final int LONG = LineContext.MAX_LINE / 2;

  private static final int QUANTUM = 4;
  private static final int NONE = -1;

  /** Of the keys of an object that say something. */
  private static final String FIRST_LETTERS = "akds";

  private static final int MAX_PAIR = 64;

  /** What is known of the object whose lines these are. */
  private enum Kind {
    NO_OBJECT,
    UNKNOWN,
    SECRET,
    OTHER
  }

  private Kind kind = Kind.NO_OBJECT;
  private int objectIndent;
  private int dataIndent = NONE;

  /** Of the entries of data: what is further in continues one. */
  private int entryIndent = NONE;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int end = Lines.end(line);
    if (end == 0) {
      return;
    }
    int start = Math.min(Lines.keyStart(line), end - 1);
    if (line.startsWith("---")) {
      kind = Kind.NO_OBJECT;
      dataIndent = NONE;
      return;
    }
    if (dataIndent != NONE && Lines.indent(line) > dataIndent) {
      entry(line, start, end, found);
      return;
    }
    dataIndent = NONE;
    if (kind != Kind.NO_OBJECT && start < objectIndent) {
      kind = Kind.NO_OBJECT;
    }
    object(line, start, end);
  }

  private void object(String line, int start, int end) {
    if (FIRST_LETTERS.indexOf(line.charAt(start)) < 0 || end - start > MAX_PAIR) {
      return;
    }
    String pair = line.substring(start, end);
    if (pair.equals("apiVersion: v1")) {
      begin(start, Kind.UNKNOWN);
    } else if (pair.startsWith("kind: ")) {
      boolean secret = pair.equals("kind: Secret");
      if (secret || kind != Kind.NO_OBJECT) {
        begin(start, secret ? Kind.SECRET : Kind.OTHER);
      }
    } else if (pair.equals("data:") || pair.equals("stringData:")) {
      boolean may = kind == Kind.SECRET || kind == Kind.UNKNOWN;
      dataIndent = may && start == objectIndent ? Lines.indent(line) : NONE;
      entryIndent = NONE;
    }
  }

  private void begin(int indent, Kind begun) {
    objectIndent = indent;
    kind = begun;
  }

  private void entry(String line, int start, int end, LineContext.Found found) {
    entryIndent = entryIndent == NONE ? start : entryIndent;
    int keyEnd = start > entryIndent ? NONE : Lines.keyEnd(line);
    int value = keyEnd == NONE ? start : keyEnd + 1;
    boolean block = keyEnd != NONE && value < end && "|>".indexOf(line.charAt(end - 1)) >= 0;
    if (!block && (kind == Kind.SECRET || isEncoded(line.substring(value, end).strip()))) {
      Lines.found(new Lines.Part(line, value, end), SECRET, found);
    }
  }

  private static boolean isEncoded(String value) {
    // Of a line that is too long only its beginning is read.
    boolean whole = value.length() % QUANTUM == 0 || value.length() > LONG;
    boolean encoded = value.length() >= MIN_ENCODED && whole;
    for (int i = 0; i < value.length() && encoded; i++) {
      encoded = CharSet.BASE64.has(value.charAt(i));
    }
    return encoded
        && (value.endsWith("=") || value.length() > LONG || Passwords.looksLikeOne(value));
  }
}

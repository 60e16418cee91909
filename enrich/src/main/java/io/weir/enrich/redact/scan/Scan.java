package io.weir.enrich.redact.scan;

import java.util.IdentityHashMap;
import java.util.Set;

/**
 * One text that is searched for sensitive values: what a detector can read of it, the spans found
 * so far, and how far each detector has looked. Places outside of the text are no fault where a
 * method does not say otherwise: there is no character, so nothing matches.
 */
public final class Scan {
  private final String text;

  /** The same, as detectors look at single characters far more often than at the whole. */
  private final char[] chars;

  private final Set<SensitiveClass> kept;

  /** Null as long as nothing is found, as in nearly every text. */
  private Spans spans;

  private boolean encoded;
  private boolean arguments;
  private IdentityHashMap<Detector, Integer> scanned;

  /**
   * @param kept classes whose values stay as they are; they must not cover what has to go
   */
  public Scan(String text, Set<SensitiveClass> kept) {
    this.text = text;
    this.chars = text.toCharArray();
    this.kept = kept;
  }

  public String text() {
    return text;
  }

  public int length() {
    return chars.length;
  }

  /** All characters; not to be changed. */
  char[] chars() {
    return chars;
  }

  /** The character at a place inside of the text. */
  public char charAt(int at) {
    return chars[at];
  }

  /** The character at a place; 0 outside of the text. */
  public char at(int at) {
    return at >= 0 && at < chars.length ? chars[at] : 0;
  }

  /** The same as a {@link CharSet} has it; its edge outside of the text. */
  int slot(int at) {
    return at >= 0 && at < chars.length ? CharSet.slot(chars[at]) : CharSet.EDGE;
  }

  public String substring(int start, int end) {
    return text.substring(start, end);
  }

  /** True if that is at a place, which may be outside of the text. */
  public boolean startsWith(String expected, int at) {
    return text.startsWith(expected, at);
  }

  /** True if that is at a place, in upper or lower case. */
  public boolean startsWithIgnoringCase(String expected, int at) {
    return text.regionMatches(true, at, expected, 0, expected.length());
  }

  /** The first place of the character from a place on, or -1. */
  public int indexOf(char c, int from) {
    return text.indexOf(c, from);
  }

  /** The first place of a part from a place on, or -1. */
  public int indexOf(String part, int from) {
    return text.indexOf(part, from);
  }

  /** The last place of the character up to a place, or -1. */
  public int lastIndexOf(char c, int from) {
    return text.lastIndexOf(c, from);
  }

  /** True if a word can start at that place: nothing alphanumeric is before it. */
  public boolean startsWord(int at) {
    return Chars.startsWord(text, at);
  }

  /** True if a word can end before that place: nothing alphanumeric is at it. */
  public boolean endsWord(int end) {
    return Chars.endsWord(text, end);
  }

  /** The first place from {@code from} on whose character is not in the set. */
  public int skip(int from, CharSet set) {
    return skip(from, chars.length, set);
  }

  /** The same, but no place after {@code limit} or the end of the text. */
  public int skip(int from, int limit, CharSet set) {
    int last = Math.min(limit, chars.length);
    int at = from;
    while (at < last && set.has(chars[at])) {
      at++;
    }
    return at;
  }

  /** Backwards: the first place up to {@code from} before which no character of the set is. */
  public int skipBack(int from, int limit, CharSet set) {
    int first = Math.max(limit, 0);
    int at = from;
    while (at > first && set.has(chars[at - 1])) {
      at--;
    }
    return at;
  }

  /** Where the name of a key starts that ends before a place; the place itself if there is none. */
  public int keyStart(int end) {
    return Chars.keyStart(text, end);
  }

  /** Where the name of a key ends that starts at a place; the place itself if there is none. */
  public int keyEnd(int start, int limit) {
    int last = Math.min(limit, chars.length);
    int end = start;
    while (end < last && Chars.isKey(chars[end])) {
      end++;
    }
    return end;
  }

  /**
   * Adds a value that must go, from {@code start} to before {@code end}; nothing if it is empty.
   */
  public void hide(int start, int end, SensitiveClass type) {
    if (start < end && !kept.contains(type)) {
      found().add(start, end, type);
    }
  }

  /** Adds what was found in another reading of this text. */
  public void hideAll(Scan inView, TextView view) {
    if (!inView.isClean()) {
      found().addAll(inView.spans, view);
    }
  }

  private Spans found() {
    spans = spans == null ? new Spans() : spans;
    return spans;
  }

  /** True if nothing was found. */
  public boolean isClean() {
    return spans == null;
  }

  /** What was found; null if the text is clean. */
  public Spans spans() {
    return spans;
  }

  /** Says that the detector, if it is called before that place again, will find nothing. */
  public void markScanned(Detector detector, int end) {
    if (scanned == null) {
      scanned = new IdentityHashMap<>();
    }
    scanned.put(detector, end);
  }

  /** True if the detector has marked the text up to a later place. */
  public boolean isScanned(Detector detector, int at) {
    return at < scannedTo(detector);
  }

  /** The place that was marked last; 0 if none was. */
  public int scannedTo(Detector detector) {
    return scanned == null ? 0 : scanned.getOrDefault(detector, 0);
  }

  /** The text holds something encoded, in which there may be more. */
  void sawEncoding() {
    encoded = true;
  }

  public boolean holdsEncoding() {
    return encoded;
  }

  /** The text holds lists of arguments, which say more as command lines. */
  void sawArguments() {
    arguments = true;
  }

  public boolean holdsArguments() {
    return arguments;
  }
}

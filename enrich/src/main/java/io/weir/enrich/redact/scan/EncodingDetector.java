package io.weir.enrich.redact.scan;

import java.util.List;

/** Finds no value itself, but what may hide one: that the text has a {@link DecodedView}. */
public final class EncodingDetector implements Detector {
  private static final CharSet MARKS = CharSet.of("\\%&\u001b");
  private static final CharSet REFERENCES = CharSet.of("#qalg");

  /** False of a text that certainly is its own {@link DecodedView}. */
  public static boolean mayHold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (MARKS.has(c) || (c >= CharSet.BEYOND_ASCII && DecodedView.isInvisible(c))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.ANY, CharSet.of("\\"), CharSet.of("\"'\\/`nrtuxe0")),
        new Trigger(CharSet.ANY, CharSet.of("%"), CharSet.HEX),
        new Trigger(CharSet.ANY, CharSet.of("&"), REFERENCES),
        new Trigger(CharSet.ANY, CharSet.of("\u001b"), CharSet.of("[")),
        Trigger.at(CharSet.FOREIGN));
  }

  @Override
  public int find(Scan scan, int at) {
    char c = scan.charAt(at);
    if (c < CharSet.BEYOND_ASCII || DecodedView.isInvisible(c)) {
      scan.sawEncoding();
    }
    return NOTHING;
  }
}

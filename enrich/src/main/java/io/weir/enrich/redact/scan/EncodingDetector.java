package io.weir.enrich.redact.scan;

import java.util.List;

/** Finds no value itself, but what may hide one: that the text has a {@link DecodedView}. */
public final class EncodingDetector implements Detector {
  private static final String MARKS = "\\%&\u001b\u00ad\ufeff\u200b\u200c\u200d\u200e\u200f\u2060";
  private static final CharSet REFERENCES = CharSet.of("#qalg");

  /** False of a text that certainly is its own {@link DecodedView}. */
  public static boolean mayHold(String text) {
    // One look for each is faster than one loop for all.
    for (int i = 0; i < MARKS.length(); i++) {
      if (text.indexOf(MARKS.charAt(i)) >= 0) {
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

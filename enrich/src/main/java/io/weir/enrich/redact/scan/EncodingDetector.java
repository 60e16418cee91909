package io.weir.enrich.redact.scan;

import java.util.List;

/** Finds no value itself, but what may hide one: that the text has a {@link DecodedView}. */
public final class EncodingDetector implements Detector {
  private static final CharSet REFERENCES = CharSet.of("#qalg");

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

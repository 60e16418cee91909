package io.weir.enrich.redact.scan;

import java.util.List;

/** Finds no value itself, but that the text has an {@link ArgumentsView}. */
public final class ArgumentsDetector implements Detector {
  private static final String FIRST = "a0=";
  private static final String PARAMETER = "command=";
  private static final String TITLE = "proctitle";

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.BLANKS.or(CharSet.EDGES), CharSet.of("a"), CharSet.of("0")),
        new Trigger(CharSet.of("&"), CharSet.of("c"), CharSet.of("o")),
        new Trigger(CharSet.of("e"), CharSet.of("="), CharSet.HEX),
        new Trigger(CharSet.of(",[ "), CharSet.of("\"'"), CharSet.of("-")),
        new Trigger(CharSet.ANY, CharSet.of("\u0000"), CharSet.of("-")));
  }

  @Override
  public int find(Scan scan, int at) {
    boolean arguments =
        switch (scan.charAt(at)) {
          case 'a' -> scan.startsWith(FIRST, at);
          case 'c' -> scan.startsWith(PARAMETER, at);
          case '=' -> scan.startsWith(TITLE, at - TITLE.length());
          case 0 -> true;
          // A dash alone is what access logs have for nothing.
          default -> scan.at(at - 1) != ' ' || scan.at(at - 2) == ',';
        };
    if (arguments) {
      scan.sawArguments();
    }
    return NOTHING;
  }
}

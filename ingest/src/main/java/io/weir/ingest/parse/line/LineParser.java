package io.weir.ingest.parse.line;

/** Reads the lines of one family of formats. */
@FunctionalInterface
public interface LineParser {
  /** What the line says, or null if it is not of this format. */
  ParsedLine parse(TextLine line);
}

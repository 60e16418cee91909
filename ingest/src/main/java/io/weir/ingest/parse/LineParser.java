package io.weir.ingest.parse;

/** Reads the lines of one family of formats. */
@FunctionalInterface
interface LineParser {
  /** What the line says, or null if it is not of this format. */
  ParsedLine parse(TextLine line);
}

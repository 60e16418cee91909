package io.weir.ingest.parse;

import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.PlainLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.runtime.UncaughtErrorLine;
import io.weir.ingest.parse.text.Forwarded;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.web.AccessServer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * Reads the lines of many sources, each in its format. Remembers which format was recognised last
 * for each source, which makes the next line cheaper and never changes what becomes of it. Not
 * thread-safe.
 */
public final class LineReader {
  /** Tag of a line for whose source a format was asked for that there is not. */
  public static final String FORMAT_UNKNOWN = "format_unknown";

  private static final ZoneId UTC = ZoneOffset.UTC;

  private final Supplier<LineFormats> formats;
  private final LastFormatCache lastFormats = new LastFormatCache();

  /**
   * @param formats asked for each line, so that they can change while running
   */
  public LineReader(Supplier<LineFormats> formats) {
    this.formats = formats;
  }

  /**
   * Reads one text. Total: a text of no format is read as plain text.
   *
   * @param text the line as the application wrote it, or several joined by {@code \n}
   * @param received when the line reached the container runtime
   */
  public ParsedLine read(String text, Instant received, LogSource source) {
    LineFormats.Choice choice = formats.get().choice(source);
    return finished(
        read(text, received, source, choice, choice.zone() == null ? UTC : choice.zone()), choice);
  }

  /**
   * Reads the text once more, as if times without a zone were in this one.
   *
   * @return null if a zone was chosen for the source, which then counts
   */
  public ParsedLine readIn(ZoneOffset zone, String text, Instant received, LogSource source) {
    LineFormats.Choice choice = formats.get().choice(source);
    return choice.zone() == null
        ? finished(read(text, received, source, choice, zone), choice)
        : null;
  }

  private ParsedLine read(
      String text, Instant received, LogSource source, LineFormats.Choice choice, ZoneId zone) {
    TextLine line = TextLine.of(text, new TimeContext(received, zone), Formats::read);
    if (choice.parser() != null) {
      return AccessServer.of(chosen(line, choice.parser()), source);
    }
    ParsedLine parsed = AccessServer.of(Formats.read(line, lastFormats.of(source.id())), source);
    return choice.unknown() ? parsed.tagged(FORMAT_UNKNOWN) : parsed;
  }

  /** Who sent the request, where the parsers have found several addresses. */
  private static ParsedLine finished(ParsedLine parsed, LineFormats.Choice choice) {
    if (choice.proxies() != null) {
      Forwarded.choose(parsed.fields(), choice.proxies());
    }
    return parsed;
  }

  /** Every program can crash, whatever the format of its lines. */
  private static ParsedLine chosen(TextLine line, LineParser parser) {
    ParsedLine parsed = parser.parse(line);
    if (parsed == null && line.timestamp() == null) {
      parsed = UncaughtErrorLine.read(line);
    }
    return parsed == null ? PlainLine.FORMAT.reader().parse(line) : parsed;
  }
}

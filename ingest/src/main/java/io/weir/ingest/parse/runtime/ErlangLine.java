package io.weir.ingest.parse.runtime;

import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Times;

/**
 * {@code =ERROR REPORT==== 23-Nov-2026::01:00:00.123456 ===}, with which reports of Erlang begin.
 *
 * @see <a href="https://www.erlang.org/doc/apps/sasl/error_logging.html">SASL error logging</a>
 */
public final class ErlangLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("erlang", "reports of Erlang's runtime", ErlangLine::read);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal("="),
          Columns.level(" REPORT==== ", ErlangLine::level),
          Columns.time(Times::dayFirst),
          Columns.literal(" ==="));

  private ErlangLine() {}

  private static ParsedLine read(TextLine line) {
    Columns.Match match = COLUMNS.read(line.cursor(), line.context());
    return match == null ? null : line.as(FORMAT, match.time(), match.fields(), match.end());
  }

  private static String level(String kind) {
    return switch (kind) {
      case "CRASH", "SUPERVISOR" -> "error";
      case "PROGRESS" -> "info";
      default -> Levels.named(kind);
    };
  }
}

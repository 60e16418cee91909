package io.weir.ingest.parse;

/** Which lines belong to a statement in the log of a database. */
final class StatementLines {
  private StatementLines() {}

  static MultilineState inStatement(String line) {
    boolean more = line.startsWith("\t") || PostgresDetails.explains(line, MultilineStart.SHAPE);
    return more ? MultilineState.STATEMENT : null;
  }

  static MultilineState inColumn(String line) {
    if (MultilineState.startsRecord(line)) {
      return null;
    }
    return PostgresCsvLine.isOpen(line, true) ? MultilineState.CSV : MultilineState.CLOSED;
  }

  static MultilineState beforeSlow(String line) {
    if (line.startsWith("# Time: ") || MultilineState.startsRecord(line)) {
      return null;
    }
    boolean more = line.startsWith("# ") || line.startsWith("use ");
    return more || line.startsWith("SET timestamp=") ? MultilineState.SLOW_HEAD : inSlow(line);
  }

  static MultilineState inSlow(String line) {
    if (MysqlSlowLine.isStart(line) || MultilineState.startsRecord(line)) {
      return null;
    }
    return line.endsWith(";") ? MultilineState.CLOSED : MultilineState.SLOW_STATEMENT;
  }
}

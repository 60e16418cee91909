package io.weir.ingest.parse;

/** Which lines belong to a statement in the log of a database. */
final class StatementLines {
  private StatementLines() {}

  static JoinState inStatement(String line) {
    boolean more = line.startsWith("\t") || PostgresDetails.explains(line, LogStarts.SHAPE);
    return more ? JoinState.STATEMENT : null;
  }

  static JoinState inColumn(String line) {
    if (JoinState.startsRecord(line)) {
      return null;
    }
    return PostgresCsvLine.isOpen(line, true) ? JoinState.CSV : JoinState.CLOSED;
  }

  static JoinState beforeSlow(String line) {
    if (line.startsWith("# Time: ") || JoinState.startsRecord(line)) {
      return null;
    }
    boolean more = line.startsWith("# ") || line.startsWith("use ");
    return more || line.startsWith("SET timestamp=") ? JoinState.SLOW_HEAD : inSlow(line);
  }

  static JoinState inSlow(String line) {
    if (MysqlSlowLine.isStart(line) || JoinState.startsRecord(line)) {
      return null;
    }
    return line.endsWith(";") ? JoinState.CLOSED : JoinState.SLOW_STATEMENT;
  }
}

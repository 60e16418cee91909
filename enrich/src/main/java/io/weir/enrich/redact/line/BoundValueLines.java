package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Scanner;
import io.weir.enrich.redact.scan.Spans;
import io.weir.enrich.redact.sql.SqlDetectors;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A statement with places on a line, and what is bound to them on those after it, as Hibernate,
 * MyBatis, SQLAlchemy and Prisma write them.
 */
final class BoundValueLines implements LineContext.Part {
  private static final int MAX_LINES = 200;
  private static final List<String> STATEMENTS =
      List.of("insert ", "update ", "select ", "merge ", "delete ", "replace ");
  private static final List<String> PLACES = List.of(" ?", "(?", "=?", ">?", ",?", "%s", "$1");
  private static final List<String> BOUND =
      List.of("binding parameter", "arameters: ", "arams: ", "args=", "s] (", "ago] (", "s] [");

  private SensitiveKeys scannerKeys;
  private Scanner scanner;
  private String statement;
  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    if (statement != null && holdsOne(line, BOUND)) {
      bound(line, keys, found);
    }
    if (isStatement(line)) {
      statement = line;
      left = MAX_LINES;
    } else if (left-- <= 0) {
      statement = null;
    }
  }

  private static boolean holdsOne(String line, List<String> parts) {
    for (String part : parts) {
      if (line.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStatement(String line) {
    boolean place = line.indexOf('?') >= 0 || line.indexOf('%') >= 0 || line.indexOf('$') >= 0;
    return place && holdsOne(line, PLACES) && holdsOne(line.toLowerCase(Locale.ROOT), STATEMENTS);
  }

  /** Made once for the keys of a policy, which seldom change. */
  private Scanner scanner(SensitiveKeys keys) {
    if (keys != scannerKeys) {
      scannerKeys = keys;
      scanner = new Scanner(List.of(SqlDetectors.bound(keys)));
    }
    return scanner;
  }

  /** As if both were one text. */
  private void bound(String line, SensitiveKeys keys, LineContext.Found found) {
    int offset = statement.length() + 1;
    Scan scan = new Scan(statement + '\n' + line, Set.of());
    scanner(keys).scan(scan);
    if (!scan.isClean()) {
      for (Spans.Span span : scan.spans().merged()) {
        if (span.start() >= offset) {
          found.value(span.start() - offset, span.end() - offset, span.type());
        }
      }
    }
  }
}

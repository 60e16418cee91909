package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import java.util.List;

/**
 * The rows of a table after the line with the names of its columns, of which one is sensitive: CSV,
 * TSV, Markdown, what psql and kubectl print.
 */
final class TableLines implements LineContext.Part {
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_HEAD = 1_024;
  private static final String RULE = "-+|:= ";

  private TableHead head;
  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int end = Lines.end(line);
    if (head != null && end > 0 && isRule(line, end)) {
      return;
    }
    if (head != null && left-- > 0 && row(line, found)) {
      return;
    }
    head = end > MAX_HEAD ? null : TableHead.of(line, keys);
    left = MAX_ROWS;
  }

  private boolean row(String line, LineContext.Found found) {
    List<TableHead.Cell> cells = head.cells(line);
    if (cells.size() != head.size()) {
      return false;
    }
    for (int i = 0; i < cells.size(); i++) {
      KeyRule rule = head.rule(i);
      if (rule != null) {
        Lines.found(new Lines.Part(line, cells.get(i).start(), cells.get(i).end()), rule, found);
      }
    }
    return true;
  }

  /** {@code |---|---|} of Markdown, {@code ----+----} of psql. */
  private static boolean isRule(String line, int end) {
    for (int i = 0; i < end; i++) {
      if (RULE.indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}

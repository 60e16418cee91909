package io.weir.cli.bench.labelled;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of comma-separated values (RFC 4180) whose first line names the columns. A record is a
 * line: a line end within quotes is refused, like a row of another length than the head.
 */
final class CsvTable {
  /** One row by its columns, and its line in the file, from 1. */
  record Row(int line, Map<String, String> cells) {
    String cell(String column) {
      return cells.get(column);
    }
  }

  private CsvTable() {}

  static List<Row> rows(Path file, List<String> needed) {
    List<String> lines = LabelledFiles.lines(file);
    List<String> head = lines.isEmpty() ? List.of() : cells(file, 1, lines.get(0));
    for (String column : needed) {
      if (!head.contains(column)) {
        throw LabelledFiles.refused(file, 1, "names no column '" + column + "'");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        rows.add(new Row(i + 1, byColumn(file, i + 1, head, cells(file, i + 1, lines.get(i)))));
      }
    }
    return rows;
  }

  private static Map<String, String> byColumn(
      Path file, int line, List<String> head, List<String> cells) {
    if (cells.size() != head.size()) {
      throw LabelledFiles.refused(
          file, line, "has %d columns and not %d".formatted(cells.size(), head.size()));
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(head.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(Path file, int number, String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw LabelledFiles.refused(file, number, "has a quote without its end");
    }
    cells.add(cell.toString());
    return cells;
  }
}

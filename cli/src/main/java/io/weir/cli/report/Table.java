package io.weir.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of the report: the page shows its beginning, its CSV file has all of it.
 *
 * @param file the part of the file's name that is its own, such as {@code incidents}
 * @param caption one sentence without a full stop
 * @param rows as many cells each as there are columns
 */
record Table(String file, String caption, List<Column> columns, List<List<String>> rows) {

  /** A head, and what is below it; numbers are always written by Weir and never by an event. */
  record Column(String head, Kind kind) {}

  enum Kind {
    TEXT,
    /** A time of UTC as in RFC 3339, or a text in the place of one. */
    TIME,
    NUMBER
  }

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Builder of(String file, String caption) {
    return new Builder(file, caption);
  }

  static final class Builder {
    private final String file;
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private Builder(String file, String caption) {
      this.file = file;
      this.caption = caption;
    }

    Builder texts(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.TEXT)));
      return this;
    }

    Builder times(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.TIME)));
      return this;
    }

    Builder numbers(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.NUMBER)));
      return this;
    }

    /** Adds a row; a value that is null is an empty cell. */
    Builder row(Object... values) {
      rows.add(Arrays.stream(values).map(it -> it == null ? "" : it.toString()).toList());
      return this;
    }

    Table build() {
      return new Table(file, caption, columns, rows);
    }
  }
}

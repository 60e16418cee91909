package io.weir.cli.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of the report: the page shows its beginning, its CSV file has all of it.
 *
 * @param file the part of the file's name that is its own, such as {@code incidents}
 * @param caption one sentence without a full stop
 * @param rows as many cells each as there are columns
 */
public record Table(String file, String caption, List<Column> columns, List<List<String>> rows) {

  /** A head, and what is below it; numbers are always written by Weir and never by an event. */
  record Column(String head, Kind kind) {}

  enum Kind {
    TEXT,
    /** A time of UTC as in RFC 3339, or a text in the place of one. */
    TIME,
    NUMBER
  }

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The same table without the columns of these heads, for where there is less room. */
  public Table without(String... heads) {
    List<String> left = List.of(heads);
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(i -> !left.contains(columns.get(i).head()))
            .toArray();
    return new Table(
        file,
        caption,
        Arrays.stream(kept).mapToObj(columns::get).toList(),
        rows.stream().map(row -> Arrays.stream(kept).mapToObj(row::get).toList()).toList());
  }

  /** Begins a table; see the record for what the texts are. */
  public static Builder of(String file, String caption) {
    return new Builder(file, caption);
  }

  public static final class Builder {
    private final String file;
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private Builder(String file, String caption) {
      this.file = file;
      this.caption = caption;
    }

    public Builder texts(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.TEXT)));
      return this;
    }

    public Builder times(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.TIME)));
      return this;
    }

    public Builder numbers(String... heads) {
      Arrays.stream(heads).forEach(head -> columns.add(new Column(head, Kind.NUMBER)));
      return this;
    }

    /** Adds a row; a value that is null is an empty cell. */
    public Builder row(Object... values) {
      rows.add(Arrays.stream(values).map(it -> it == null ? "" : it.toString()).toList());
      return this;
    }

    public Table build() {
      return new Table(file, caption, columns, rows);
    }
  }
}

package io.weir.cli.report.page;

import io.weir.cli.command.TerminalText;
import io.weir.cli.report.page.Table.Column;
import io.weir.cli.report.page.Table.Kind;
import java.util.List;
import java.util.Locale;

/** Builds HTML. Whatever is given as text is escaped; only {@link #raw} is not. */
public final class Html {
  /** Longer texts are in the CSV file. */
  private static final int MAX_CELL_CHARS = 240;

  /** The length of a time in whole seconds. */
  private static final int TIME_CHARS = "2026-11-23T01:00:00Z".length();

  /** A last column of lines, which need all the room there is. */
  private static final String LINE = "message";

  private final StringBuilder html = new StringBuilder(1 << 16);

  /**
   * A text that means itself in an element and in an attribute with quotes. What would turn the
   * direction of writing, or is not seen, is written out.
   */
  public static String escaped(String text) {
    String shown = TerminalText.shown(text);
    StringBuilder escaped = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Adds markup of ours. */
  public Html raw(String markup) {
    html.append(markup).append('\n');
    return this;
  }

  /** Adds an element that holds a text. */
  public Html element(String name, String text) {
    return raw("<" + name + ">" + escaped(text) + "</" + name + ">");
  }

  public Html paragraph(String text) {
    return element("p", text);
  }

  /** A smaller paragraph, for limits and explanations. */
  public Html note(String text) {
    return raw("<p class=\"note\">" + escaped(text) + "</p>");
  }

  public Html heading(String id, String text) {
    return raw("<h2 id=\"" + id + "\">" + escaped(text) + "</h2>");
  }

  public Html list(List<String> sentences) {
    raw("<ul>");
    sentences.forEach(sentence -> element("li", sentence));
    return raw("</ul>");
  }

  /**
   * Adds the beginning of a table.
   *
   * @param rows how many rows are shown at most
   * @param file the name of the file that has all of them
   */
  public Html table(Table table, int rows, String file) {
    raw(
        "<div class=\"wide\"><table><caption>"
            + escaped(table.caption())
            + "</caption><thead><tr>");
    int cells = cells(table.columns());
    for (Column column : table.columns().subList(0, cells)) {
      String head = escaped(column.head()).replace(".", ".<wbr>");
      raw("<th scope=\"col\"" + style(column) + ">" + head + "</th>");
    }
    raw("</tr></thead><tbody>");
    table.rows().stream().limit(rows).forEach(row -> row(table.columns(), row));
    if (table.rows().isEmpty()) {
      raw("<tr><td class=\"none\" colspan=\"" + table.columns().size() + "\">none</td></tr>");
    }
    raw("</tbody></table></div>");
    int more = table.rows().size() - rows;
    return more > 0 ? note(String.format(Locale.ROOT, "and %,d more, in %s", more, file)) : this;
  }

  private void row(List<Column> columns, List<String> row) {
    int cells = cells(columns);
    html.append("<tr>");
    for (int i = 0; i < cells; i++) {
      boolean head = i == 0 && columns.get(i).kind() != Kind.NUMBER;
      html.append(head ? "<th scope=\"row\"" : "<td")
          .append(style(columns.get(i)))
          .append('>')
          .append(cell(columns.get(i), row.get(i)))
          .append(head ? "</th>" : "</td>");
    }
    html.append("</tr>\n");
    if (cells < columns.size() && !row.get(cells).isEmpty()) {
      html.append("<tr class=\"line\"><td colspan=\"")
          .append(cells)
          .append("\">")
          .append(cell(columns.get(cells), row.get(cells)))
          .append("</td></tr>\n");
    }
  }

  /** How many columns have a cell in each row: a line at the end has a row of its own. */
  private static int cells(List<Column> columns) {
    boolean line = columns.get(columns.size() - 1).head().equals(LINE);
    return line ? columns.size() - 1 : columns.size();
  }

  private static String cell(Column column, String value) {
    return switch (column.kind()) {
      case NUMBER ->
          value.isEmpty() ? "" : String.format(Locale.ROOT, "%,d", Long.parseLong(value));
      case TIME -> escaped(time(value));
      case TEXT -> escaped(shortened(value));
    };
  }

  /** {@code 2026-11-23T01:00:00.123456Z} as people read it; the CSV file has it as it is. */
  private static String time(String value) {
    if (value.length() < TIME_CHARS || value.charAt(10) != 'T' || !value.endsWith("Z")) {
      return shortened(value);
    }
    String fraction = value.substring(TIME_CHARS - 1, value.length() - 1);
    return value.substring(0, 10)
        + " "
        + value.substring(11, TIME_CHARS - 1)
        + fraction.substring(0, Math.min(4, fraction.length()));
  }

  private static String shortened(String value) {
    if (value.length() <= MAX_CELL_CHARS) {
      return value;
    }
    int end = Character.isHighSurrogate(value.charAt(MAX_CELL_CHARS - 1)) ? 1 : 0;
    return value.substring(0, MAX_CELL_CHARS - end) + " …";
  }

  private static String style(Column column) {
    return switch (column.kind()) {
      case NUMBER -> " class=\"number\"";
      case TIME -> " class=\"time\"";
      case TEXT -> "";
    };
  }

  @Override
  public String toString() {
    return html.toString();
  }
}

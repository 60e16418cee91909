package io.weir.cli.report.page;

import io.weir.cli.command.TerminalText;
import io.weir.cli.report.page.Table.Kind;
import java.util.List;

/**
 * Tables as comma-separated values, UTF-8 with a head, by RFC 4180. A cell from an event cannot run
 * as a formula: where a spreadsheet would take it for one it gets an apostrophe before it, which a
 * spreadsheet takes for the mark of a text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
public final class Csv {
  private static final String END = "\r\n";

  /** What a formula begins with, also in the width of East Asian letters. */
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  public static String of(Table table) {
    StringBuilder csv = new StringBuilder();
    append(csv, table.columns().stream().map(column -> text(column.head())).toList());
    for (List<String> row : table.rows()) {
      for (int i = 0; i < row.size(); i++) {
        boolean number = table.columns().get(i).kind() == Kind.NUMBER;
        csv.append(i == 0 ? "" : ",").append(number ? quoted(row.get(i)) : text(row.get(i)));
      }
      csv.append(END);
    }
    return csv.toString();
  }

  private static void append(StringBuilder csv, List<String> cells) {
    csv.append(String.join(",", cells)).append(END);
  }

  private static String text(String value) {
    boolean formula = !value.isEmpty() && BEGINS_FORMULA.indexOf(value.charAt(0)) >= 0;
    String shown = TerminalText.shown(value);
    return quoted(formula ? "'" + shown : shown);
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

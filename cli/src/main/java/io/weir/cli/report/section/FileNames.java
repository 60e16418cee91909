package io.weir.cli.report.section;

import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Month;

/** How the files of the report of a month are called. */
public record FileNames(Month month) {

  /** The name of the page. */
  public String page() {
    return "compliance-" + month + ".html";
  }

  /** The name of the file that has all of a table. */
  public String csv(Table table) {
    return "compliance-" + month + "-" + table.file() + ".csv";
  }
}

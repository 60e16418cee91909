package io.weir.cli.report.section;

import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import java.util.List;
import java.util.Map;

/** A chapter of the page, and the tables of it that become files. */
interface Section {

  /** The anchor in the page. */
  String id();

  String title();

  List<Table> tables();

  /** Adds what comes after the heading. */
  void write(Html html, FileNames files);

  /** A table of two columns. */
  static Table counts(
      String file, String caption, String what, String number, Map<String, Long> counts) {
    Table.Builder table = Table.of(file, caption).texts(what).numbers(number);
    counts.forEach(table::row);
    return table.build();
  }
}

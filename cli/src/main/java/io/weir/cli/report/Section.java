package io.weir.cli.report;

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

  /** How the files of a report are called. */
  record FileNames(Month month) {
    String page() {
      return "compliance-" + month + ".html";
    }

    String csv(Table table) {
      return "compliance-" + month + "-" + table.file() + ".csv";
    }
  }

  /** A table of two columns. */
  static Table counts(
      String file, String caption, String what, String number, Map<String, Long> counts) {
    Table.Builder table = Table.of(file, caption).texts(what).numbers(number);
    counts.forEach(table::row);
    return table.build();
  }
}

package io.weir.enrich.redact.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables that come with Weir: a row a line, columns apart by blanks, comments after a #. */
public final class ResourceTable {
  private ResourceTable() {}

  /**
   * The rows of a table.
   *
   * @param owner a class of the package that the table is in
   * @param columns how many a row has at least
   * @throws IllegalStateException if one has fewer
   */
  public static List<List<String>> rows(Class<?> owner, String name, int columns) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      List<List<String>> rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && line.charAt(0) != '#')
              .map(line -> List.of(line.trim().split(" +", -1)))
              .toList();
      rows.forEach(row -> require(row, columns, name));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(List<String> row, int columns, String name) {
    if (row.size() < columns) {
      throw new IllegalStateException(name + " has a short row: " + row);
    }
  }
}

package io.weir.helm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of {@code values.yaml} as a table in Markdown: key, default, and the comment that is at
 * the key or above it. A key that another role has too is explained at the first.
 */
final class ValuesTable {
  private record Row(String key, String value, String comment) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final Map<String, String> explained = new HashMap<>();
  private static final int NO_LIST = Integer.MAX_VALUE;

  private String comment = "";
  private int listDepth = NO_LIST;

  private ValuesTable() {}

  static String of(String values) {
    ValuesTable table = new ValuesTable();
    List<String> lines = values.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      table.line(lines, i);
    }
    StringBuilder markdown = new StringBuilder("| key | default | |\n| --- | --- | --- |\n");
    for (Row row : table.rows) {
      markdown.append("| `%s` | %s | %s |\n".formatted(row.key(), row.value(), row.comment()));
    }
    return markdown.toString();
  }

  private void line(List<String> lines, int number) {
    String line = lines.get(number);
    String text = line.strip();
    if (text.isEmpty()) {
      comment = "";
    } else if (text.startsWith("#")) {
      comment = (comment + " " + text.substring(1).strip()).strip();
    } else if (text.startsWith("- ")) {
      listDepth = indentation(line);
    } else if (indentation(line) <= listDepth) {
      listDepth = NO_LIST;
      key(line, text, lines, number);
    }
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void key(String line, String text, List<String> lines, int number) {
    int depth = indentation(line) / 2;
    while (path.size() > depth) {
      path.remove(path.size() - 1);
    }
    int colon = text.indexOf(':');
    path.add(text.substring(0, colon));
    String rest = text.substring(colon + 1).strip();
    int hash = rest.indexOf(" #");
    String own = hash < 0 ? "" : rest.substring(hash + 2).strip();
    String value = (hash < 0 ? rest : rest.substring(0, hash)).strip();
    boolean group = value.isEmpty();
    boolean list = group && nextIsListItem(lines, number);
    String words = (comment + (comment.isEmpty() || own.isEmpty() ? "" : " ") + own).strip();
    comment = "";
    String name = path.get(path.size() - 1);
    if (!group && words.isEmpty()) {
      words = explained.getOrDefault(name, "");
    } else if (!group) {
      explained.putIfAbsent(name, words);
    }
    if (!group || list || !words.isEmpty()) {
      String shown = list ? "see values.yaml" : group ? "" : "`" + escaped(value) + "`";
      rows.add(new Row(String.join(".", path), shown, escaped(words)));
    }
  }

  private static boolean nextIsListItem(List<String> lines, int number) {
    return number + 1 < lines.size() && lines.get(number + 1).strip().startsWith("- ");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  /** Keys of the defaults that the table has not, by their paths. */
  static List<String> missing(String table, Map<?, ?> values) {
    List<String> missing = new ArrayList<>();
    collect("", values, table, missing);
    return missing;
  }

  /** Keys that no comment explains. */
  static List<String> unexplained(String table) {
    return table.lines().filter(row -> row.endsWith(" |  |")).toList();
  }

  private static void collect(String prefix, Map<?, ?> values, String table, List<String> missing) {
    values.forEach(
        (key, value) -> {
          String path = prefix + key;
          boolean shown = table.contains("| `" + path + "` |");
          if (!shown && value instanceof Map<?, ?> deeper && !deeper.isEmpty()) {
            collect(path + ".", deeper, table, missing);
          } else if (!shown) {
            missing.add(path);
          }
        });
  }
}

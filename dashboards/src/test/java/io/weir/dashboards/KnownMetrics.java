package io.weir.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics of the two pages: Weir's own, which is made of its registries, and others'. */
final class KnownMetrics {
  static final String OWN = "METRICS.md";
  static final String OTHERS = "METRICS-OF-OTHERS.md";

  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| (counter|gauge|histogram|summary) \\| ([^|]*) \\| .*");
  private static final Pattern LABEL = Pattern.compile("`([^`]+)`");

  /** A row of a page. */
  record Known(String name, String type, List<String> labels) {
    /** The names of its series. */
    Stream<String> series() {
      return switch (type) {
        case "histogram" -> Stream.of(name + "_bucket", name + "_count", name + "_sum");
        case "summary" -> Stream.of(name + "_count", name + "_sum");
        default -> Stream.of(name);
      };
    }
  }

  private KnownMetrics() {}

  static List<Known> of(String page) {
    List<Known> known = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of(page))) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          List<String> labels =
              LABEL.matcher(row.group(3)).results().map(label -> label.group(1)).toList();
          known.add(new Known(row.group(1), row.group(2), labels));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return known;
  }
}

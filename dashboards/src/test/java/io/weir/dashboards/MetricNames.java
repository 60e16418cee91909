package io.weir.dashboards;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that a PromQL expression asks for, each as a pattern of names: a metric by its name,
 * or what a matcher of {@code __name__} says.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying</a>
 */
final class MetricNames {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"" // a text
              + "|\\[[^\\]]*]" // a range
              + "|\\{[^}]*}" // matchers; none of ours has a brace in a value
              + "|[0-9][0-9a-zA-Z.]*" // a number or a duration
              + "|[a-zA-Z_:][a-zA-Z0-9_:]*"
              + "|\\S");
  private static final Pattern BY_NAME = Pattern.compile("__name__=~?\"([^\"]*)\"");

  /** Before a list of labels in parentheses. */
  private static final Set<String> LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "sum",
          "min",
          "max",
          "avg",
          "count",
          "quantile",
          "topk",
          "bottomk",
          "stddev",
          "group");

  private MetricNames() {}

  static Set<String> of(String expression) {
    Set<String> names = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(expression);
    int at = 0;
    while (token.find(at)) {
      at = token.end();
      String text = token.group();
      if (text.startsWith("{")) {
        Matcher name = BY_NAME.matcher(text);
        if (name.find()) {
          names.add(name.group(1));
        }
      } else if (LISTS.contains(text)) {
        at = endOfList(expression, at);
      } else if (isName(text) && !WORDS.contains(text) && !isCall(expression, at)) {
        names.add(text);
      }
    }
    return names;
  }

  private static boolean isName(String text) {
    return Character.isLetter(text.charAt(0)) || text.charAt(0) == '_';
  }

  private static boolean isCall(String expression, int at) {
    return expression.substring(at).stripLeading().startsWith("(");
  }

  /** A modifier of a join may come without labels. */
  private static int endOfList(String expression, int at) {
    return isCall(expression, at) ? expression.indexOf(')', at) + 1 : at;
  }
}

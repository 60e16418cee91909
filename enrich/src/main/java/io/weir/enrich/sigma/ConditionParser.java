package io.weir.enrich.sigma;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition: names of selections with {@code not}, {@code and}, {@code or} (binding in this
 * order), parentheses, and {@code N of} or {@code all of} a pattern of names or {@code them}.
 *
 * @see <a
 *     href="https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html">Sigma
 *     rules, condition</a>
 */
final class ConditionParser {
  private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");
  private static final int MAX_DEPTH = 50;

  private final YamlNode at;
  private final Map<String, EventCondition> selections;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  private ConditionParser(YamlNode at, Map<String, EventCondition> selections) {
    this.at = at;
    this.selections = selections;
    Matcher matcher = TOKEN.matcher(at.text());
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
  }

  static EventCondition parse(YamlNode condition, Map<String, EventCondition> selections) {
    ConditionParser parser = new ConditionParser(condition, selections);
    EventCondition test = parser.either();
    if (parser.next < parser.tokens.size()) {
      throw parser.fault("'" + parser.tokens.get(parser.next) + "' is not expected there");
    }
    return test;
  }

  private EventCondition either() {
    List<EventCondition> parts = new ArrayList<>(List.of(both()));
    while (skip("or")) {
      parts.add(both());
    }
    return Conditions.any(parts);
  }

  private EventCondition both() {
    List<EventCondition> parts = new ArrayList<>(List.of(one()));
    while (skip("and")) {
      parts.add(one());
    }
    return Conditions.all(parts);
  }

  private EventCondition one() {
    if (++depth > MAX_DEPTH) {
      throw fault("is nested too deep");
    }
    try {
      if (skip("not")) {
        return Conditions.not(one());
      }
      if (skip("(")) {
        EventCondition inner = either();
        if (!skip(")")) {
          throw fault("lacks a ')'");
        }
        return inner;
      }
      return selection(take());
    } finally {
      depth--;
    }
  }

  private EventCondition selection(String name) {
    if (skip("of")) {
      return some(name.toLowerCase(Locale.ROOT), named(take()));
    }
    EventCondition test = selections.get(name);
    if (test == null) {
      throw fault("there is no selection '" + name + "'");
    }
    return test;
  }

  private EventCondition some(String quantity, List<EventCondition> tests) {
    if (quantity.equals("all")) {
      return Conditions.all(tests);
    }
    if (quantity.equals("any")) {
      return Conditions.any(tests);
    }
    if (!quantity.matches("[1-9]\\d{0,2}")) {
      throw fault("'" + quantity + " of' must be a number, 'any' or 'all'");
    }
    return Conditions.atLeast(Integer.parseInt(quantity), tests);
  }

  private List<EventCondition> named(String pattern) {
    Glob glob = Glob.of(pattern.equals("them") ? "*" : pattern);
    boolean hidden = pattern.startsWith("_");
    List<EventCondition> tests =
        selections.entrySet().stream()
            .filter(selection -> hidden || !selection.getKey().startsWith("_"))
            .filter(selection -> glob.matches(selection.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (tests.isEmpty()) {
      throw fault("there is no selection like '" + pattern + "'");
    }
    return tests;
  }

  private boolean skip(String token) {
    if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
      next++;
      return true;
    }
    return false;
  }

  private String take() {
    if (next == tokens.size()) {
      throw fault("ends too early");
    }
    return tokens.get(next++);
  }

  private ConfigException fault(String reason) {
    return at.fault("condition '" + at.text() + "': " + reason);
  }
}

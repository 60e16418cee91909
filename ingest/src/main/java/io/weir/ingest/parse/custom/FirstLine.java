package io.weir.ingest.parse.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.yaml.YamlNode;

/**
 * How a user's source begins its events: a line that matches begins one, and all others continue
 * it. The pattern has RE2 syntax, is matched from the line's beginning, and takes time linear in
 * the length of the line whatever it is.
 */
public final class FirstLine {
  /** The key that has the pattern. */
  static final String KEY = "first_line";

  private final Pattern pattern;
  private final MultilineState state;

  private FirstLine(Pattern pattern) {
    this.pattern = pattern;
    this.state = MultilineState.of("FIRST_LINE", this::next);
  }

  /** The rule that a node describes; a fault names file, line and reason. */
  static FirstLine read(YamlNode node) {
    Pattern pattern = pattern(node);
    if (pattern.matcher("").lookingAt()) {
      throw node.fault("matches the empty string, so that every line would be a first one");
    }
    return new FirstLine(pattern);
  }

  private static Pattern pattern(YamlNode node) {
    try {
      return Pattern.compile(node.text());
    } catch (PatternSyntaxException e) {
      throw node.fault("is no pattern: " + e.getDescription() + ": " + e.getPattern());
    }
  }

  /** The state of a group after its first line, whether that matches or not. */
  public MultilineState state() {
    return state;
  }

  private MultilineState next(String line) {
    return pattern.matcher(line).lookingAt() ? null : state;
  }

  /** How many events the lines are, if they come at once. */
  int events(Iterable<String> lines) {
    int events = 0;
    for (String line : lines) {
      events += events == 0 || next(line) == null ? 1 : 0;
    }
    return events;
  }
}

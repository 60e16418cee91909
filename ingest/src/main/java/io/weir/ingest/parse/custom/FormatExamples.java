package io.weir.ingest.parse.custom;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The examples in a format's file: lines with what they are to be read as, or {@code expect: none}
 * for lines that are not of the format. Where the format says how its events begin, also {@code
 * lines} with the number of {@code events} that they are.
 */
public final class FormatExamples {
  private static final Set<String> KEYS = Set.of("line", "received", "expect", "lines", "events");

  /** For times without a year; an example can say another. */
  private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private FormatExamples() {}

  /** How many examples a document has. */
  public static int count(YamlNode document) {
    YamlNode examples = document.map().get("examples");
    return examples == null ? 0 : examples.list().size();
  }

  /** Whether they have the form of examples. */
  static void check(YamlNode document, FirstLine firstLine) {
    for (YamlNode example : examples(document)) {
      Map<String, YamlNode> keys = example.map(KEYS);
      if (keys.containsKey(JoinExamples.LINES)) {
        JoinExamples.check(keys, example, firstLine);
        continue;
      }
      if (!keys.containsKey("line") || !keys.containsKey("expect")) {
        throw example.fault("an example has a 'line' and says what to 'expect'");
      }
      received(keys);
      if (!isNone(keys.get("expect"))) {
        keys.get("expect").map().forEach(FormatExamples::checkTarget);
      }
    }
  }

  private static void checkTarget(String target, YamlNode value) {
    boolean known =
        target.equals("@timestamp") || target.equals("message") || target.startsWith("content.");
    if (!known && Field.byName(target).isEmpty()) {
      throw value.fault("'" + target + "' is no field");
    }
  }

  /**
   * What is wrong with the examples of a document, one sentence each with file and line; empty if
   * nothing is.
   */
  public static List<String> failures(UserFormat format, YamlNode document) {
    List<String> failures = new ArrayList<>();
    for (YamlNode example : examples(document)) {
      Map<String, YamlNode> keys = example.map(KEYS);
      if (keys.containsKey(JoinExamples.LINES)) {
        JoinExamples.compare(keys, example, format.firstLine(), failures);
        continue;
      }
      TextLine line = TextLine.of(keys.get("line").text(), TimeContext.utc(received(keys)));
      ParsedLine parsed = format.parse(line);
      YamlNode expected = keys.get("expect");
      if (isNone(expected) != (parsed == null)) {
        failures.add(
            example.place() + ": the pattern " + (parsed == null ? "does not match" : "matches"));
      } else if (parsed != null) {
        compare(parsed, expected, failures);
      }
    }
    return failures;
  }

  private static void compare(ParsedLine parsed, YamlNode expected, List<String> failures) {
    expected
        .map()
        .forEach(
            (target, node) -> {
              String found = value(parsed, target);
              if (!node.text().equals(found)) {
                failures.add(
                    "%s: %s is %s, not '%s'"
                        .formatted(
                            node.place(),
                            target,
                            found == null ? "not there" : "'" + found + "'",
                            node.text()));
              }
            });
  }

  private static String value(ParsedLine parsed, String target) {
    if (target.equals("@timestamp")) {
      return parsed.time() == null ? null : parsed.time().toString();
    }
    if (target.equals("message")) {
      return parsed.message();
    }
    if (target.startsWith("content.")) {
      return parsed.content() == null
          ? null
          : parsed.content().path(target.substring("content.".length())).textValue();
    }
    return Field.byName(target).map(parsed.fields()::text).orElse(null);
  }

  private static List<YamlNode> examples(YamlNode document) {
    YamlNode examples = document.map().get("examples");
    return examples == null ? List.of() : examples.list();
  }

  private static boolean isNone(YamlNode expect) {
    return !expect.isMap() && !expect.isList() && expect.text().equals("none");
  }

  private static Instant received(Map<String, YamlNode> keys) {
    YamlNode received = keys.get("received");
    try {
      return received == null ? RECEIVED : Instant.parse(received.text());
    } catch (DateTimeParseException e) {
      throw received.fault("must be a time such as 2026-01-01T00:00:00Z");
    }
  }
}

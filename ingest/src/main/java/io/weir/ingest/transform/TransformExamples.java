package io.weir.ingest.transform;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Fields;
import io.weir.ingest.transform.Transforms.Outcome;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The examples in a file of transforms: an {@code event} with some of its values, and what to
 * {@code expect} of it, {@code none} for a value that is gone; or that it is {@code dropped}, with
 * the name by which it is counted.
 */
final class TransformExamples {
  private static final String EVENT = "event";
  private static final String EXPECT = "expect";
  private static final String DROPPED = "dropped";
  private static final Set<String> KEYS = Set.of(EVENT, EXPECT, DROPPED);
  private static final String NONE = "none";
  private static final String MESSAGE = "message";

  private TransformExamples() {}

  static void check(YamlNode examples) {
    if (examples != null) {
      examples.list().forEach(TransformExamples::checkOne);
    }
  }

  private static void checkOne(YamlNode example) {
    Map<String, YamlNode> keys = example.map(KEYS);
    if (!keys.containsKey(EVENT) || keys.containsKey(EXPECT) == keys.containsKey(DROPPED)) {
      throw example.fault("an example has an 'event', and what to 'expect' or how it is 'dropped'");
    }
    event(keys.get(EVENT));
    if (keys.containsKey(EXPECT)) {
      keys.get(EXPECT).map().forEach(Target::read);
    }
  }

  private static Event event(YamlNode node) {
    Fields fields = new Fields();
    String message = "";
    for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
      YamlNode value = entry.getValue();
      if (entry.getKey().equals(MESSAGE)) {
        message = value.text();
      } else if (!Target.read(entry.getKey(), value).set(fields, value.text())) {
        throw value.fault("'" + entry.getKey() + "' takes no such value");
      }
    }
    return new Event(Instant.EPOCH, message, fields);
  }

  static List<String> failures(Transforms transforms, YamlNode examples) {
    List<String> failures = new ArrayList<>();
    if (examples != null) {
      examples.list().forEach(example -> compare(transforms, example, failures));
    }
    return failures;
  }

  private static void compare(Transforms transforms, YamlNode example, List<String> failures) {
    Map<String, YamlNode> keys = example.map();
    String wanted = keys.containsKey(DROPPED) ? keys.get(DROPPED).text() : null;
    Outcome outcome = transforms.apply(event(keys.get(EVENT)));
    String dropped = outcome instanceof Outcome.Dropped it ? it.rule() : null;
    if (dropped != null && !dropped.equals(wanted)) {
      failures.add(example.place() + ": the event is dropped as '" + dropped + "'");
    } else if (dropped == null && wanted != null) {
      failures.add(example.place() + ": the event is not dropped");
    } else if (outcome instanceof Outcome.Kept kept) {
      compare(kept.event(), keys.get(EXPECT), failures);
    }
  }

  private static void compare(Event event, YamlNode expected, List<String> failures) {
    expected
        .map()
        .forEach(
            (name, node) -> {
              String found = Target.read(name, node).text(event);
              if (!node.text().equals(found == null ? NONE : found)) {
                failures.add(
                    "%s: %s is %s, not '%s'"
                        .formatted(
                            node.place(),
                            name,
                            found == null ? "not there" : "'" + found + "'",
                            node.text()));
              }
            });
  }
}

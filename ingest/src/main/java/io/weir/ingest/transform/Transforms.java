package io.weir.ingest.transform;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Fields;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What users have changed in the events of lines: fields that are renamed, added or left out, and
 * events that are not wanted. Applied in the order of the rules to events that are redacted
 * already, so that no rule can bring a secret to where nobody looks for one. Total: a rule that
 * does not fit an event leaves it as it is. Immutable and thread-safe.
 */
public final class Transforms {
  /** Changes nothing. */
  public static final Transforms NONE = new Transforms(List.of());

  private static final String KEY = "transforms";
  private static final String EXAMPLES = "examples";
  private static final Set<String> KEYS = Set.of(KEY, EXAMPLES);

  private final List<TransformRule> rules;

  private Transforms(List<TransformRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What became of an event. */
  public sealed interface Outcome {
    /** The event, perhaps changed. */
    record Kept(Event event) implements Outcome {}

    /**
     * It is not wanted.
     *
     * @param rule the name by which it is counted
     */
    record Dropped(String rule) implements Outcome {}
  }

  /** Whether a document is meant to hold transforms. */
  public static boolean isTransforms(YamlNode document) {
    return document.isMap() && document.map().containsKey(KEY);
  }

  /**
   * The transforms of some documents, in their order.
   *
   * @throws io.weir.ingest.yaml.ConfigException naming file, line and reason of the first fault
   */
  public static Transforms of(List<YamlNode> documents) {
    List<TransformRule> rules = new ArrayList<>();
    for (YamlNode document : documents) {
      Map<String, YamlNode> keys = document.map(KEYS);
      keys.get(KEY).list().forEach(node -> rules.add(TransformRule.read(node)));
      TransformExamples.check(keys.get(EXAMPLES));
    }
    return rules.isEmpty() ? NONE : new Transforms(rules);
  }

  /** What is wrong with the examples of a document, one sentence each with file and line. */
  public static List<String> failures(YamlNode document) {
    return TransformExamples.failures(of(List.of(document)), document.map().get(EXAMPLES));
  }

  /** How many examples a document has. */
  public static int examples(YamlNode document) {
    YamlNode examples = document.map().get(EXAMPLES);
    return examples == null ? 0 : examples.list().size();
  }

  /**
   * What becomes of an event.
   *
   * @param event redacted; stays as it is
   */
  public Outcome apply(Event event) {
    Event changed = event;
    for (TransformRule rule : rules) {
      if (rule.isFor(changed)) {
        if (rule.dropEvent() != null) {
          return new Outcome.Dropped(rule.dropEvent());
        }
        Fields fields = changed.fields().copy();
        rule.change(fields);
        changed = new Event(changed.timestamp(), changed.message(), fields);
      }
    }
    return new Outcome.Kept(changed);
  }
}

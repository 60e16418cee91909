package io.weir.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.command.RedactionOptions;
import io.weir.cli.command.TerminalText;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.sigma.DetectionRule;
import io.weir.enrich.sigma.EventView;
import io.weir.enrich.sigma.Rule;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.assemble.Tags;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.DeadLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    header = "Explains what each stage makes of a record, and why.",
    description =
        "Reads a raw record from standard input, or several lines that belong together. "
            + "Shows nothing that the policy hides.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final List<Field> WHERE =
      List.of(
          Field.ORCHESTRATOR_CLUSTER_NAME,
          Field.KUBERNETES_NAMESPACE,
          Field.KUBERNETES_POD_NAME,
          Field.CONTAINER_NAME,
          Field.HOST_NAME,
          Field.LOG_IOSTREAM,
          Field.LOG_FILE_PATH);

  private static final String INDENT = "\n               ";

  @Spec private CommandSpec spec;
  @Mixin private RawInput input = new RawInput();
  @Mixin private FormatOptions format = new FormatOptions();
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Option(
      names = "--rules",
      paramLabel = "FILE|DIR",
      description = "Sigma rules (default: those that come with Weir)")
  private Path rules;

  private PrintWriter out;

  @Override
  public Integer call() throws IOException {
    out = spec.commandLine().getOut();
    Redactor redactor = redaction.redactor();
    LineFormats formats = format.formats();
    RuleSet ruleSet = rules == null ? RuleSet.shipped() : RuleSet.load(rules);
    EventsStage.Output output =
        new EventsStage.Output() {
          @Override
          public void event(Event event, String key, byte[] json, long[] offsets) {
            explain(event, key, offsets, ruleSet);
          }

          @Override
          public void deadLetter(DeadLetter letter, long[] offsets) {
            explain(letter, offsets);
          }
        };
    input.feed(
        System.in,
        new EventsStage(
            input.topic(),
            0,
            redaction.eventIds(),
            () -> formats,
            () -> redactor,
            Clock.systemUTC(),
            output));
    out.flush();
    return Weir.DONE;
  }

  private void explain(DeadLetter letter, long[] offsets) {
    title(offsets, "dead letter");
    line("reason", letter.reason());
    line("kept", "coordinates only; the record stays on the raw topic until it expires there");
  }

  private void explain(Event event, String key, long[] offsets, RuleSet ruleSet) {
    title(offsets, (isFirst(offsets) ? "event " : "further part of it, event ") + event.id());
    decoded(event);
    parsed(event);
    redacted(event);
    line("goes to", "topic events, key " + (key == null ? "none" : key));
    line("stored in", "data stream " + event.dataStream());
    matched(event, ruleSet);
  }

  /** Further parts of a large event represent no records. */
  private static boolean isFirst(long[] offsets) {
    return offsets.length > 0;
  }

  private void title(long[] offsets, String what) {
    if (!isFirst(offsets)) {
      out.println(TerminalText.shown(what));
      return;
    }
    out.println(
        (offsets.length == 1
                ? "record " + (offsets[0] + 1)
                : "records %d to %d".formatted(offsets[0] + 1, offsets[offsets.length - 1] + 1))
            + ": "
            + TerminalText.shown(what));
  }

  private void decoded(Event event) {
    for (Field field : WHERE) {
      if (event.fields().has(field)) {
        line("decoded", field.path() + " = " + event.fields().text(field));
      }
    }
    if (!event.fields().has(Field.KUBERNETES_POD_NAME)) {
      line("decoded", "no pod is known: the record has no metadata and its tag is no log file");
    }
  }

  private void parsed(Event event) {
    line("parsed as", event.fields().text(Field.WEIR_FORMAT));
    line("time", event.timestamp() + why(event));
    line("message", event.message().replace("\n", INDENT));
    event
        .fields()
        .forEach(
            (field, value) -> {
              if (isParsed(field)) {
                line("field", field.path() + " = " + value.toString().replace("\n", INDENT));
              }
            });
  }

  private static String why(Event event) {
    if (isTagged(event, Tags.TIME_CLAMPED)) {
      return " (the runtime's: the line says %s, which is not believed)"
          .formatted(event.fields().text(Field.WEIR_TIME_WRITTEN));
    }
    if (isTagged(event, Tags.ZONE_GUESSED)) {
      return " (the line's own, in a zone guessed by the runtime's time)";
    }
    if (isTagged(event, Tags.ZONE_SUSPECT)) {
      return " (the line's own, in the zone it names, although the runtime's clock is hours off)";
    }
    if (isTime(event, Field.EVENT_CREATED)) {
      return " (the runtime's: the line has none)";
    }
    return isTime(event, Field.EVENT_INGESTED)
        ? " (that of appending: neither the line nor the record has one)"
        : " (the line's own)";
  }

  private static boolean isTime(Event event, Field field) {
    return event.timestamp().toString().equals(event.fields().text(field));
  }

  private static boolean isTagged(Event event, String tag) {
    return event.fields().get(Field.TAGS) instanceof List<?> tags && tags.contains(tag);
  }

  /** Neither where it is from nor what Weir itself adds. */
  private static boolean isParsed(Field field) {
    String path = field.path();
    return !WHERE.contains(field)
        && !path.startsWith("kubernetes.")
        && !path.startsWith("orchestrator.")
        && !path.startsWith("container.")
        && !path.startsWith("data_stream.")
        && !path.startsWith("event.")
        && !path.startsWith("ecs.")
        && (!path.startsWith("weir.") || path.startsWith("weir.db.") || field == Field.WEIR_FIELDS);
  }

  private void redacted(Event event) {
    String policy = event.fields().text(Field.WEIR_POLICY_VERSION);
    ObjectNode counts =
        event.fields().get(Field.WEIR_REDACTIONS) instanceof ObjectNode found
            ? found
            : Json.MAPPER.createObjectNode();
    if (counts.isEmpty()) {
      line("redacted", "nothing, by policy " + policy);
    }
    counts
        .properties()
        .forEach(
            count ->
                line(
                    "redacted",
                    "%s %s, by policy %s".formatted(count.getValue(), count.getKey(), policy)));
  }

  private void matched(Event event, RuleSet ruleSet) {
    EventView view = new EventView(event);
    boolean any = false;
    for (Rule rule : ruleSet.rules()) {
      if (rule instanceof DetectionRule detection && detection.matches(view)) {
        line("matches", rule.metadata().title());
        any = true;
      }
    }
    if (!any) {
      line("matches", "no rule");
    }
  }

  private void line(String what, String value) {
    out.printf("  %-12s %s%n", what, value == null ? "" : TerminalText.shown(value));
  }
}

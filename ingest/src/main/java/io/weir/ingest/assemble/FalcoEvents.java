package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.wire.FalcoJson;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events of Falco's alerts.
 *
 * @see <a href="https://falco.org/docs/reference/rules/supported-fields/">Falco's fields</a>
 */
final class FalcoEvents {
  /** The name of Elastic's Falco integration, whose dashboards look for it. */
  static final String DATASET = "falco.alerts";

  /** Falco's priorities by severity, on the scale of Kibana's detection rules (0 to 100). */
  private static final Map<String, Integer> SEVERITIES =
      Map.of(
          "emergency", 99,
          "alert", 90,
          "critical", 73,
          "error", 60,
          "warn", 47,
          "notice", 30,
          "info", 21,
          "debug", 10);

  private static final Map<String, Field> NAMES =
      Map.ofEntries(
          Map.entry("container.id", Field.CONTAINER_ID),
          Map.entry("container.name", Field.CONTAINER_NAME),
          Map.entry("container.image.repository", Field.CONTAINER_IMAGE_NAME),
          Map.entry("container.image.tag", Field.CONTAINER_IMAGE_TAG),
          Map.entry("k8s.ns.name", Field.KUBERNETES_NAMESPACE),
          Map.entry("k8s.pod.name", Field.KUBERNETES_POD_NAME),
          Map.entry("ka.target.namespace", Field.KUBERNETES_NAMESPACE),
          Map.entry("ka.user.name", Field.USER_NAME),
          Map.entry("ka.verb", Field.EVENT_ACTION),
          Map.entry("evt.type", Field.EVENT_ACTION),
          Map.entry("proc.name", Field.PROCESS_NAME),
          Map.entry("proc.exepath", Field.PROCESS_EXECUTABLE),
          Map.entry("proc.cmdline", Field.PROCESS_COMMAND_LINE),
          Map.entry("proc.pname", Field.PROCESS_PARENT_NAME),
          Map.entry("user.name", Field.USER_NAME),
          Map.entry("user.uid", Field.USER_ID));

  /** What Falco writes for a value that it does not know. */
  private static final Set<String> UNKNOWN = Set.of("", "<NA>", "<nil>", "null");

  private static final Set<String> POD_SUBRESOURCES =
      Set.of("exec", "attach", "portforward", "log", "ephemeralcontainers");

  private final EventIds ids;

  FalcoEvents(EventIds ids) {
    this.ids = ids;
  }

  Event of(Provenance provenance, FalcoAlert raw, Instant appended) {
    FalcoJson alert = raw.alert();
    Fields fields = new Fields();
    // The agent's clock may be ahead as well: nothing is later than the broker got it.
    boolean agentIsAhead =
        raw.received() == null || raw.received().isAfter(appended.plus(EventTime.MAX_AHEAD));
    Instant received = agentIsAhead ? appended : raw.received();
    Instant written = alert.time();

    // Never the way it came: the same alert by file and by HTTP is one event.
    fields.put(
        Field.EVENT_ID,
        ids.of(
            // Without a time of its own an alert is identified by its text alone.
            written == null ? Instant.EPOCH : written,
            "falco",
            alert.hostname(),
            alert.rule(),
            alert.output()));
    fields.put(Field.EVENT_KIND, "alert");
    fields.put(Field.EVENT_MODULE, "falco");
    fields.put(Field.EVENT_PROVIDER, alert.source());
    fields.put(Field.EVENT_CREATED, raw.received());
    fields.put(Field.DATA_STREAM_DATASET, DATASET);
    fields.put(Field.RULE_NAME, alert.rule());
    fields.put(Field.WEIR_FORMAT, "falco");
    where(fields, raw.origin().fields(), alert.hostname());
    level(fields, alert.priority());
    tags(fields, alert.tags());
    outputFields(fields, alert.outputFields());
    provenance.addTo(fields);
    // After the alert's own tags.
    Instant time = EventTime.of(written, null, received, fields);
    return new Event(time, alert.output(), fields);
  }

  /** The pod that the record names is Falco's own; the alert is about another. */
  private static void where(Fields fields, SharedFields origin, String hostname) {
    String node = hostname == null ? origin.text(Field.HOST_NAME) : hostname;
    fields.put(Field.HOST_NAME, node);
    fields.put(Field.ORCHESTRATOR_CLUSTER_NAME, origin.text(Field.ORCHESTRATOR_CLUSTER_NAME));
  }

  private static void level(Fields fields, String priority) {
    String level = priority.toLowerCase(Locale.ROOT);
    if (level.startsWith("info")) {
      level = "info";
    } else if (level.startsWith("warn")) {
      level = "warn";
    }
    Integer severity = SEVERITIES.get(level);
    if (severity != null) {
      fields.put(Field.LOG_LEVEL, level);
      fields.put(Field.EVENT_SEVERITY, severity);
    }
  }

  /** Falco's rules are tagged with ATT&CK techniques (T1059.004) and tactics (mitre_execution). */
  private static void tags(Fields fields, List<String> tags) {
    List<String> techniques = new ArrayList<>();
    List<String> tactics = new ArrayList<>();
    TreeSet<String> categories = new TreeSet<>(List.of("intrusion_detection"));
    for (String tag : tags) {
      if (tag.startsWith("mitre_")) {
        tactics.add(tag.substring("mitre_".length()));
      } else if (tag.length() >= 5 && tag.charAt(0) == 'T' && Character.isDigit(tag.charAt(1))) {
        techniques.add(tag);
      } else if (tag.equals("process") || tag.equals("network")) {
        categories.add(tag);
      } else if (tag.equals("filesystem")) {
        categories.add("file");
      }
    }
    fields.put(Field.TAGS, tags);
    fields.put(Field.THREAT_TECHNIQUE_ID, techniques);
    fields.put(Field.THREAT_TACTIC_NAME, tactics);
    fields.put(Field.THREAT_FRAMEWORK, techniques.isEmpty() ? null : "MITRE ATT&CK");
    fields.put(Field.EVENT_CATEGORY, List.copyOf(categories));
    fields.put(Field.EVENT_TYPE, List.of("info"));
  }

  private static void outputFields(Fields fields, ObjectNode values) {
    if (values == null) {
      return;
    }
    fields.put(Field.WEIR_FIELDS, FlattenedLimits.bounded(values));
    values
        .properties()
        .forEach(
            entry -> {
              Field field = NAMES.get(entry.getKey());
              if (field != null && isPresent(entry.getValue())) {
                fields.put(field, entry.getValue().asText());
              }
            });
    if (targetsPod(values)) {
      JsonNode name = values.path("ka.target.name");
      fields.put(Field.KUBERNETES_POD_NAME, isPresent(name) ? name.asText() : null);
    }
    if (values.path("proc.pid").canConvertToLong()) {
      fields.put(Field.PROCESS_PID, values.path("proc.pid").asLong());
    }
    String descriptor = values.path("fd.name").asText("");
    if (descriptor.startsWith("/")) {
      fields.put(Field.FILE_PATH, descriptor);
    } else {
      Connection.parse(descriptor).ifPresent(connection -> connection.addTo(fields));
    }
  }

  private static boolean isPresent(JsonNode value) {
    return value.isValueNode() && !value.isNull() && !UNKNOWN.contains(value.asText());
  }

  /** Only pods have commands run in them, whether or not the rule names the resource. */
  private static boolean targetsPod(ObjectNode values) {
    return values.path("ka.target.resource").asText().equals("pods")
        || POD_SUBRESOURCES.contains(values.path("ka.target.subresource").asText());
  }
}

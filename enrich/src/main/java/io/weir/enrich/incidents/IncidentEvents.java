package io.weir.enrich.incidents;

import io.weir.enrich.correlate.Evidence;
import io.weir.enrich.correlate.Incident;
import io.weir.enrich.correlate.Incident.TriggeredRule;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Incidents as events: the form on the {@code incidents} topic and in Elasticsearch. The kind is
 * {@code alert}; ECS keeps {@code signal} for the detection engine of Kibana.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/ecs/8.17/ecs-allowed-values-event-kind.html">event.kind</a>
 */
public final class IncidentEvents {
  static final String DATASET = "weir.incidents";

  private IncidentEvents() {}

  /** One revision of an incident; its event id is the incident's id and the revision. */
  public static Event of(Incident incident) {
    Fields fields = new Fields();
    TriggeredRule rule = incident.rules().get(0);
    String severity = incident.level().name().toLowerCase(Locale.ROOT);
    fields.put(Field.DATA_STREAM_DATASET, DATASET);
    fields.put(Field.EVENT_CATEGORY, List.of("intrusion_detection"));
    fields.put(Field.EVENT_ID, incident.id() + ":" + incident.revision());
    fields.put(Field.EVENT_KIND, "alert");
    fields.put(Field.EVENT_MODULE, "weir");
    fields.put(Field.EVENT_SEVERITY, incident.level().severity());
    fields.put(Field.EVENT_TYPE, List.of("indicator"));
    fields.put(Field.RULE_ID, rule.id());
    fields.put(Field.RULE_NAME, rule.title());
    fields.put(Field.THREAT_TACTIC_NAME, incident.tactics());
    fields.put(Field.THREAT_TECHNIQUE_ID, incident.techniques());
    fields.put(
        Field.THREAT_FRAMEWORK,
        incident.tactics().isEmpty() && incident.techniques().isEmpty() ? null : "MITRE ATT&CK");
    fields.put(Field.WEIR_INCIDENT_COUNT, incident.count());
    fields.put(Field.WEIR_INCIDENT_ENTITY, incident.entity());
    fields.put(
        Field.WEIR_INCIDENT_EVIDENCE,
        incident.evidence().stream().map(evidence -> evidence.event()).toList());
    fields.put(Field.WEIR_INCIDENT_FIRST_SEEN, incident.firstSeen());
    fields.put(Field.WEIR_INCIDENT_ID, incident.id());
    fields.put(Field.WEIR_INCIDENT_LAST_SEEN, incident.lastSeen());
    fields.put(Field.WEIR_INCIDENT_LATE, incident.late());
    fields.put(Field.WEIR_INCIDENT_RELATED, incident.related());
    fields.put(Field.WEIR_INCIDENT_REVISION, incident.revision());
    fields.put(
        Field.WEIR_INCIDENT_RULES, incident.rules().stream().map(TriggeredRule::title).toList());
    fields.put(Field.WEIR_INCIDENT_RUNBOOK, rule.runbook());
    fields.put(Field.WEIR_INCIDENT_SEVERITY, severity);
    fields.put(Field.WEIR_INCIDENT_TIMELINE, timeline(incident));
    fields.put(Field.WEIR_INCIDENT_STATUS, incident.closed() ? "closed" : "open");
    where(fields, incident.entity());
    return new Event(incident.lastSeen(), message(incident), fields);
  }

  /** {@code 2026-11-23T01:00:00Z shop/web-1: text (Rule)}. */
  private static List<String> timeline(Incident incident) {
    return incident.evidence().stream()
        .filter(evidence -> evidence.line() != null)
        .map(IncidentEvents::entry)
        .toList();
  }

  private static String entry(Evidence evidence) {
    Evidence.Line line = evidence.line();
    String where = line.where().isEmpty() ? "" : " " + line.where();
    return "%s%s: %s (%s)"
        .formatted(evidence.time().truncatedTo(ChronoUnit.MILLIS), where, line.text(), line.rule());
  }

  /** The entity once more, under the names that dashboards look for. */
  private static void where(Fields fields, String entity) {
    String kind = entity.substring(0, entity.indexOf(':'));
    String name = entity.substring(kind.length() + 1);
    switch (kind) {
      case "pod" -> {
        int slash = name.indexOf('/');
        fields.put(Field.KUBERNETES_NAMESPACE, slash < 0 ? null : name.substring(0, slash));
        fields.put(Field.KUBERNETES_POD_NAME, name.substring(slash + 1));
      }
      case "workload" ->
          fields.put(
              Field.KUBERNETES_NAMESPACE,
              name.contains("/") ? name.substring(0, name.indexOf('/')) : null);
      case "user" -> fields.put(Field.USER_NAME, name);
      case "address" -> fields.put(Field.SOURCE_IP, name);
      case "node" -> fields.put(Field.HOST_NAME, name);
      default -> {}
    }
  }

  private static String message(Incident incident) {
    return incident.entity()
        + ": "
        + incident.rules().stream().map(TriggeredRule::title).collect(Collectors.joining("; "));
  }
}

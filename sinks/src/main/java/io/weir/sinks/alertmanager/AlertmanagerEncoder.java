package io.weir.sinks.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes Alertmanager's alerts of incidents. Labels are an alert's identity and by what it is
 * routed. Of those here a later revision changes only what a graver rule brings with it, its
 * severity and its id; all else is annotations.
 *
 * @see <a
 *     href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">Alertmanager
 *     API v2</a>
 */
final class AlertmanagerEncoder {
  private static final int MAX_EVIDENCE = 20;

  private static final String WORKLOAD = "workload:";

  private AlertmanagerEncoder() {}

  /**
   * The alert of an incident; when it ends is set when it is sent.
   *
   * @param link to the page about an incident, or null
   */
  static ObjectNode alert(Event incident, IncidentLink link) {
    Fields fields = incident.fields();
    ObjectNode alert = Json.MAPPER.createObjectNode();
    alert.put("startsAt", fields.text(Field.WEIR_INCIDENT_FIRST_SEEN));
    if (link != null) {
      alert.put("generatorURL", link.to(incident));
    }
    ObjectNode labels = alert.putObject("labels");
    labels.put("alertname", "WeirIncident");
    put(labels, "incident", fields.text(Field.WEIR_INCIDENT_ID));
    put(labels, "entity", fields.text(Field.WEIR_INCIDENT_ENTITY));
    put(labels, "cluster", fields.text(Field.ORCHESTRATOR_CLUSTER_NAME));
    put(labels, "namespace", fields.text(Field.KUBERNETES_NAMESPACE));
    put(labels, "workload", workload(fields));
    put(labels, "pod", fields.text(Field.KUBERNETES_POD_NAME));
    put(labels, "severity", fields.text(Field.WEIR_INCIDENT_SEVERITY));
    put(labels, "rule_id", fields.text(Field.RULE_ID));
    put(labels, "tactic", first(fields, Field.THREAT_TACTIC_NAME));
    ObjectNode annotations = alert.putObject("annotations");
    put(annotations, "summary", incident.message());
    put(annotations, "rules", list(fields, Field.WEIR_INCIDENT_RULES));
    put(annotations, "tactics", list(fields, Field.THREAT_TACTIC_NAME));
    put(annotations, "techniques", list(fields, Field.THREAT_TECHNIQUE_ID));
    put(annotations, "first_seen", fields.text(Field.WEIR_INCIDENT_FIRST_SEEN));
    put(annotations, "last_seen", fields.text(Field.WEIR_INCIDENT_LAST_SEEN));
    put(annotations, "event_count", fields.text(Field.WEIR_INCIDENT_COUNT));
    put(annotations, "timeline", lines(fields));
    put(annotations, "evidence", list(fields, Field.WEIR_INCIDENT_EVIDENCE));
    put(annotations, "related", list(fields, Field.WEIR_INCIDENT_RELATED));
    put(annotations, "runbook_url", fields.text(Field.WEIR_INCIDENT_RUNBOOK));
    return alert;
  }

  /** Tactics are in the order in which they were seen, so that the first one stays. */
  private static String first(Fields fields, Field field) {
    return fields.get(field) instanceof List<?> values ? String.valueOf(values.get(0)) : null;
  }

  /**
   * The workload that the incident is about, or that the pod is of by its name: others that are
   * related may come and change.
   */
  private static String workload(Fields fields) {
    String entity = String.valueOf(fields.text(Field.WEIR_INCIDENT_ENTITY));
    if (entity.startsWith(WORKLOAD)) {
      return name(entity);
    }
    String namespace = fields.text(Field.KUBERNETES_NAMESPACE);
    String pod = fields.text(Field.KUBERNETES_POD_NAME);
    if (pod == null || !(fields.get(Field.WEIR_INCIDENT_RELATED) instanceof List<?> related)) {
      return null;
    }
    return related.stream()
        .map(String::valueOf)
        .filter(other -> other.startsWith(WORKLOAD + namespace + "/"))
        .map(AlertmanagerEncoder::name)
        .filter(name -> pod.startsWith(name + "-"))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  private static String name(String entity) {
    return entity.substring(entity.lastIndexOf('/') + 1);
  }

  private static String lines(Fields fields) {
    return fields.get(Field.WEIR_INCIDENT_TIMELINE) instanceof List<?> lines
        ? lines.stream().map(String::valueOf).collect(Collectors.joining("\n"))
        : null;
  }

  private static String list(Fields fields, Field field) {
    if (!(fields.get(field) instanceof List<?> values)) {
      return null;
    }
    List<String> shown = values.stream().limit(MAX_EVIDENCE).map(String::valueOf).toList();
    int more = values.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  private static void put(ObjectNode object, String name, String value) {
    if (value != null && !value.isEmpty()) {
      object.put(name, value);
    }
  }

  /** A request that says of each alert until when it holds. */
  static byte[] request(Collection<AlertmanagerSink.Active> alerts) {
    ArrayNode request = Json.MAPPER.createArrayNode();
    for (AlertmanagerSink.Active active : alerts) {
      ObjectNode alert = active.alert().deepCopy();
      alert.put("endsAt", Instant.ofEpochMilli(active.until()).toString());
      request.add(alert);
    }
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }
}

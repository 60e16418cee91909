package io.weir.sinks.loki;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels of an event: few, with few values, and only what the agent knows of the source. What a
 * line says of itself never becomes a label, or any pod could fill Loki with streams. A value, not
 * a map: one is made and looked up for each event.
 *
 * @param cluster like {@code namespace}, {@code app}, {@code container} and {@code stream}: null
 *     where the agent does not know it
 * @param source {@code pod}, or {@code falco} for an alert
 * @param partition of the topic: pods of one application lie in several, each in its own order, so
 *     each is a stream of its own
 */
record LokiLabels(
    String cluster,
    String namespace,
    String app,
    String container,
    String stream,
    String source,
    int partition) {
  static final String NAMESPACE = "namespace";
  static final String SERVICE = "service_name";

  /** What a stream for the excess of others keeps: labels of which there are few. */
  static final Set<String> OF_EXCESS = Set.of("cluster", NAMESPACE, "source", "partition");

  /** Loki takes 2,048 bytes, and a character has up to four. */
  private static final int MAX_VALUE = 500;

  private static final String ALERT = "falco";

  /** The fields that {@link #of} reads. */
  static Set<Field> fields() {
    return EnumSet.of(
        Field.EVENT_MODULE,
        Field.WEIR_SOURCE_APP,
        Field.SERVICE_NAME,
        Field.ORCHESTRATOR_CLUSTER_NAME,
        Field.KUBERNETES_NAMESPACE,
        Field.CONTAINER_NAME,
        Field.LOG_IOSTREAM);
  }

  /** The labels of an event that was read from this partition. */
  static LokiLabels of(Event event, int partition) {
    Fields fields = event.fields();
    return new LokiLabels(
        value(fields.text(Field.ORCHESTRATOR_CLUSTER_NAME)),
        value(fields.text(Field.KUBERNETES_NAMESPACE)),
        value(app(fields)),
        value(fields.text(Field.CONTAINER_NAME)),
        value(fields.text(Field.LOG_IOSTREAM)),
        isAlert(fields) ? ALERT : "pod",
        partition);
  }

  static boolean isAlert(Fields fields) {
    return ALERT.equals(fields.text(Field.EVENT_MODULE));
  }

  /** Where a line names a service itself, what the agent says is in a field of its own. */
  private static String app(Fields fields) {
    String agents = fields.text(Field.WEIR_SOURCE_APP);
    return agents == null ? fields.text(Field.SERVICE_NAME) : agents;
  }

  private static String value(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
  }

  /** What Grafana lists a stream by. */
  String service() {
    if (app != null) {
      return app;
    }
    return source.equals(ALERT) ? ALERT : "unknown_service";
  }

  /** The labels that the event has, by name and in the order of names. */
  Map<String, String> byName() {
    Map<String, String> labels = new TreeMap<>();
    put(labels, "cluster", cluster);
    put(labels, NAMESPACE, namespace);
    put(labels, "app", app);
    put(labels, "container", container);
    put(labels, "stream", stream);
    put(labels, "source", source);
    put(labels, SERVICE, service());
    put(labels, "partition", String.valueOf(partition));
    return labels;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (value != null) {
      labels.put(name, value);
    }
  }
}

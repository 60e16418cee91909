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
 * line says of itself never becomes a label, or any pod could fill Loki with streams.
 */
final class LokiLabels {
  static final String NAMESPACE = "namespace";
  static final String SERVICE = "service_name";
  static final String PARTITION = "partition";

  /** What a stream for the excess of others keeps: labels of which there are few. */
  static final Set<String> OF_EXCESS = Set.of("cluster", NAMESPACE, "source", PARTITION);

  /** Loki takes 2,048 bytes, and a character has up to four. */
  private static final int MAX_VALUE = 500;

  private static final Map<String, Field> FIELDS =
      Map.of(
          "cluster",
          Field.ORCHESTRATOR_CLUSTER_NAME,
          NAMESPACE,
          Field.KUBERNETES_NAMESPACE,
          "container",
          Field.CONTAINER_NAME,
          "stream",
          Field.LOG_IOSTREAM);

  private LokiLabels() {}

  /** The fields that {@link #of} reads. */
  static Set<Field> fields() {
    Set<Field> fields = EnumSet.of(Field.EVENT_MODULE, Field.WEIR_SOURCE_APP, Field.SERVICE_NAME);
    fields.addAll(FIELDS.values());
    return fields;
  }

  /**
   * The labels.
   *
   * @param partition of the topic: pods of one application lie in several, each in its own order,
   *     so each is a stream of its own
   */
  static Map<String, String> of(Event event, int partition) {
    Fields fields = event.fields();
    Map<String, String> labels = new TreeMap<>();
    FIELDS.forEach((name, field) -> put(labels, name, fields.text(field)));
    put(labels, "app", app(fields));
    boolean alert = isAlert(fields);
    put(labels, "source", alert ? "falco" : "pod");
    put(labels, SERVICE, labels.getOrDefault("app", alert ? "falco" : "unknown_service"));
    put(labels, PARTITION, String.valueOf(partition));
    return labels;
  }

  static boolean isAlert(Fields fields) {
    return "falco".equals(fields.text(Field.EVENT_MODULE));
  }

  /** Where a line names a service itself, what the agent says is in a field of its own. */
  private static String app(Fields fields) {
    String agents = fields.text(Field.WEIR_SOURCE_APP);
    return agents == null ? fields.text(Field.SERVICE_NAME) : agents;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE));
    }
  }
}

package io.weir.enrich.correlate;

import io.weir.enrich.sigma.EventView;
import io.weir.enrich.sigma.FieldRef;
import io.weir.ingest.event.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an incident is about: a pod before a workload before a user before an address before a node.
 * Written {@code kind:name}, such as {@code pod:shop/checkout-api-6c9d7b8f5d-mz4tk}.
 */
final class Entity {
  private static final List<Field> WORKLOADS =
      List.of(
          Field.KUBERNETES_DEPLOYMENT_NAME,
          Field.KUBERNETES_STATEFULSET_NAME,
          Field.KUBERNETES_DAEMONSET_NAME,
          Field.KUBERNETES_CRONJOB_NAME,
          Field.KUBERNETES_JOB_NAME);

  /** Which field says what; the order is the order of preference. */
  private static final Map<Field, String> OTHERS =
      Map.of(Field.USER_NAME, "user", Field.SOURCE_IP, "address", Field.HOST_NAME, "node");

  private static final List<Field> IN_ORDER =
      List.of(Field.USER_NAME, Field.SOURCE_IP, Field.HOST_NAME);

  private Entity() {}

  /** All entities that the event names, in the order of preference. */
  static List<String> of(EventView event) {
    List<String> entities = new ArrayList<>();
    pod(event).ifPresent(entities::add);
    workload(event).ifPresent(entities::add);
    for (Field field : IN_ORDER) {
      String value = text(event, field);
      if (value != null && !value.equals("<NA>")) {
        entities.add(OTHERS.get(field) + ":" + value);
      }
    }
    return entities;
  }

  /**
   * The entity that a rule is about: of those in its {@code group-by} the preferred one, for these
   * are the same in all its events; else the event's.
   *
   * @param groupedBy our names of the fields
   */
  static Optional<String> primary(List<String> entities, Collection<String> groupedBy) {
    for (String entity : entities) {
      if (isNamedBy(entity.substring(0, entity.indexOf(':')), groupedBy)) {
        return Optional.of(entity);
      }
    }
    return entities.stream().findFirst();
  }

  private static boolean isNamedBy(String kind, Collection<String> fields) {
    return switch (kind) {
      case "pod" -> fields.contains(Field.KUBERNETES_POD_NAME.path());
      case "workload" -> WORKLOADS.stream().anyMatch(field -> fields.contains(field.path()));
      default ->
          IN_ORDER.stream()
              .anyMatch(field -> OTHERS.get(field).equals(kind) && fields.contains(field.path()));
    };
  }

  private static Optional<String> pod(EventView event) {
    String pod = text(event, Field.KUBERNETES_POD_NAME);
    return Optional.ofNullable(pod).map(name -> "pod:" + namespace(event) + name);
  }

  private static Optional<String> workload(EventView event) {
    return WORKLOADS.stream()
        .map(field -> text(event, field))
        .filter(name -> name != null)
        .findFirst()
        .map(name -> "workload:" + namespace(event) + name);
  }

  private static String namespace(EventView event) {
    String namespace = text(event, Field.KUBERNETES_NAMESPACE);
    return namespace == null ? "" : namespace + "/";
  }

  private static String text(EventView event, Field field) {
    return event.values(FieldRef.of(field.path())).stream()
        .findFirst()
        .map(ShortText::of)
        .orElse(null);
  }
}

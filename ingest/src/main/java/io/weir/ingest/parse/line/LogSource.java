package io.weir.ingest.parse.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.SharedFields;
import java.util.List;

/**
 * Who wrote a line, as far as the choice of its format goes.
 *
 * @param id the same for all lines of one stream of one container
 * @param origin what the agent knows of the container, by ECS names
 * @param format the name of a format that the pod's annotation {@code weir.io/format} says, or null
 * @param zone what its annotation {@code weir.io/timezone} says, or null
 */
public record LogSource(String id, SharedFields origin, String format, String zone) {
  private static final String FORMAT = "weir.io/format";
  private static final String ZONE = "weir.io/timezone";
  private static final List<String> APP_LABELS =
      List.of("app.kubernetes.io/name", "app", "k8s-app");

  /** A source with the annotations of its pod, which are looked up here and not for each line. */
  public LogSource(String id, SharedFields origin) {
    this(id, origin, annotation(origin, FORMAT), annotation(origin, ZONE));
  }

  private static String annotation(SharedFields origin, String name) {
    return origin.get(Field.KUBERNETES_ANNOTATIONS) instanceof ObjectNode annotations
        ? annotations.path(name).textValue()
        : null;
  }

  /** The application by the pod's labels, else the container's name; null if neither is known. */
  public String app() {
    if (origin.get(Field.KUBERNETES_LABELS) instanceof ObjectNode labels) {
      for (String name : APP_LABELS) {
        String app = labels.path(name).asText("");
        if (!app.isEmpty()) {
          return app;
        }
      }
    }
    return origin.text(Field.CONTAINER_NAME);
  }
}

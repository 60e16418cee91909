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
 */
public record LogSource(String id, SharedFields origin) {
  private static final List<String> APP_LABELS =
      List.of("app.kubernetes.io/name", "app", "k8s-app");

  /** What the pod's annotation says, or null. */
  public String annotation(String name) {
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

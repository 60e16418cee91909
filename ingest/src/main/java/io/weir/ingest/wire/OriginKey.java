package io.weir.ingest.wire;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;

/**
 * What a record says of its origin, by which the {@link Origin} is remembered; a null is not said.
 *
 * @param key the Kafka key that the agent sends
 * @param stream {@code stdout} or {@code stderr}
 */
record OriginKey(
    Origin.Metadata pod,
    Origin.Metadata namespace,
    String key,
    String file,
    String cluster,
    String node,
    String stream) {

  Origin origin() {
    Fields fields = new Fields();
    addTo(fields, pod);
    addTo(fields, namespace);
    fields.put(Field.ORCHESTRATOR_CLUSTER_NAME, cluster);
    fields.put(Field.HOST_NAME, node);
    fields.put(Field.LOG_FILE_PATH, file);
    fields.put(Field.LOG_IOSTREAM, stream);
    LogTag tag = LogTag.parse(key);
    if (tag == null) {
      tag = LogTag.parse(file);
    }
    if (tag != null) {
      tag.addTo(fields);
    }
    podFromKey(fields);
    return new Origin(source(fields), SharedFields.of(fields));
  }

  private static void addTo(Fields fields, Origin.Metadata metadata) {
    if (metadata != null) {
      fields.putAll(metadata.fields());
    }
  }

  /** The agent makes the key of the tag where the lookup of the metadata has failed. */
  private void podFromKey(Fields fields) {
    int slash = key == null ? -1 : key.indexOf('/');
    if (slash > 0
        && slash == key.lastIndexOf('/')
        && slash + 1 < key.length()
        && !fields.has(Field.KUBERNETES_POD_NAME)) {
      fields.put(Field.KUBERNETES_NAMESPACE, key.substring(0, slash));
      fields.put(Field.KUBERNETES_POD_NAME, key.substring(slash + 1));
    }
  }

  /** Pod and container names, not the container's id: the agent may keep an old one. */
  private String source(Fields fields) {
    String podName = fields.text(Field.KUBERNETES_POD_NAME);
    String who =
        podName == null
            ? String.join("/", "key", key, file)
            : String.join(
                "/",
                fields.text(Field.KUBERNETES_NAMESPACE),
                podName,
                fields.text(Field.CONTAINER_NAME));
    return String.join("/", cluster, who, stream);
  }
}

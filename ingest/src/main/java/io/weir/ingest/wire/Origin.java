package io.weir.ingest.wire;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who wrote a line, as the agent knows it. One object for most lines of a source, so that what is
 * made of its fields is made once.
 *
 * @param source the same for all lines of one stream of one container
 * @param fields what the agent knows of the container, by ECS names
 */
public record Origin(String source, SharedFields fields) {
  /** No names of Kubernetes are longer together; what is kept by source is small. */
  private static final int MAX_SOURCE = 1_024;

  /** A source that is longer is known by its digest. */
  public Origin {
    source = source.length() <= MAX_SOURCE ? source : digest(source);
  }

  private static String digest(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lines of which nothing is known but that they have one source. */
  public static Origin unknown(String source) {
    return new Origin(source, SharedFields.of(new Fields()));
  }

  /**
   * What a record says of its origin; a null is not said.
   *
   * @param key the Kafka key that the agent sends
   * @param stream {@code stdout} or {@code stderr}
   */
  record Parts(
      Metadata pod,
      Metadata namespace,
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

    private static void addTo(Fields fields, Metadata metadata) {
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
                  fields.text(Field.KUBERNETES_CONTAINER_NAME));
      return String.join("/", cluster, who, stream);
    }
  }

  /**
   * The fields of one metadata object. Equal only to itself: to compare the fields would cost more
   * than it saves.
   */
  static final class Metadata {
    private final Fields fields;

    Metadata(Fields fields) {
      this.fields = fields;
    }

    Fields fields() {
      return fields;
    }
  }
}

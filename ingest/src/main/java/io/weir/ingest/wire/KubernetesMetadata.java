package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.wire.Origin.Metadata;
import java.io.IOException;

/** The {@code kubernetes} object that Fluent Bit's filter of that name adds to a record. */
final class KubernetesMetadata {
  private static final String PULLABLE = "docker-pullable://";

  private KubernetesMetadata() {}

  /** Reads the object the parser is at; fields of an unexpected type are left out. */
  static Metadata read(JsonParser parser) throws IOException {
    return of(parser.readValueAsTree());
  }

  static Metadata of(ObjectNode metadata) {
    Fields origin = new Fields();
    origin.put(Field.KUBERNETES_NAMESPACE, text(metadata, "namespace_name"));
    origin.put(Field.KUBERNETES_POD_NAME, text(metadata, "pod_name"));
    origin.put(Field.KUBERNETES_POD_UID, text(metadata, "pod_id"));
    origin.put(Field.KUBERNETES_POD_IP, text(metadata, "pod_ip"));
    origin.put(Field.HOST_NAME, text(metadata, "host"));
    origin.put(Field.CONTAINER_NAME, text(metadata, "container_name"));
    origin.put(Field.CONTAINER_ID, text(metadata, "docker_id"));
    image(origin, text(metadata, "container_image"), text(metadata, "container_hash"));
    origin.put(Field.KUBERNETES_LABELS, object(metadata, "labels"));
    origin.put(Field.KUBERNETES_ANNOTATIONS, object(metadata, "annotations"));
    owners(origin, metadata);
    return new Metadata(origin);
  }

  /** Reads {@code kubernetes_namespace}: the labels of the namespace. */
  static Metadata readNamespace(JsonParser parser) throws IOException {
    return ofNamespace(parser.readValueAsTree());
  }

  static Metadata ofNamespace(ObjectNode namespace) {
    return new Metadata(
        new Fields().put(Field.KUBERNETES_NAMESPACE_LABELS, object(namespace, "labels")));
  }

  /**
   * The name, tag and digest of an image.
   *
   * @param image {@code registry:5000/repository:tag} or {@code repository@digest}, or null
   * @param hash what the container runtime calls it, {@code repository@digest} or {@code digest},
   *     with {@code docker-pullable://} before it where the runtime is Docker; or null
   */
  private static void image(Fields origin, String image, String hash) {
    int digest = hash == null ? -1 : hash.indexOf('@');
    origin.put(Field.CONTAINER_IMAGE_HASH, digest < 0 ? hash : hash.substring(digest + 1));
    if (image != null) {
      name(origin, image);
    } else if (digest > 0) {
      name(origin, hash.substring(hash.startsWith(PULLABLE) ? PULLABLE.length() : 0));
    }
  }

  private static void name(Fields origin, String image) {
    int digest = image.indexOf('@');
    String named = digest < 0 ? image : image.substring(0, digest);
    int tag = named.lastIndexOf(':');
    boolean tagged = tag > named.lastIndexOf('/');
    origin.put(Field.CONTAINER_IMAGE_NAME, tagged ? named.substring(0, tag) : named);
    origin.put(Field.CONTAINER_IMAGE_TAG, tagged ? named.substring(tag + 1) : null);
  }

  private static void owners(Fields origin, ObjectNode metadata) {
    for (JsonNode owner : metadata.path("ownerReferences")) {
      String name = text(owner, "name");
      String kind = text(owner, "kind");
      if (name == null || kind == null) {
        continue;
      }
      switch (kind) {
        case "ReplicaSet" -> {
          origin.put(Field.KUBERNETES_REPLICASET_NAME, name);
          origin.put(Field.KUBERNETES_DEPLOYMENT_NAME, deployment(name, metadata));
        }
        case "StatefulSet" -> origin.put(Field.KUBERNETES_STATEFULSET_NAME, name);
        case "DaemonSet" -> origin.put(Field.KUBERNETES_DAEMONSET_NAME, name);
        case "Job" -> origin.put(Field.KUBERNETES_JOB_NAME, name);
        case "CronJob" -> origin.put(Field.KUBERNETES_CRONJOB_NAME, name);
        default -> {}
      }
    }
  }

  /** A Deployment names its ReplicaSets after itself and the hash of the pod template. */
  private static String deployment(String replicaSet, ObjectNode metadata) {
    String hash = metadata.path("labels").path("pod-template-hash").asText("");
    String suffix = "-" + hash;
    return !hash.isEmpty() && replicaSet.endsWith(suffix)
        ? replicaSet.substring(0, replicaSet.length() - suffix.length())
        : null;
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  private static ObjectNode object(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode object ? object : null;
  }
}

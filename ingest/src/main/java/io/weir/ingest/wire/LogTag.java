package io.weir.ingest.wire;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/**
 * What the name of a container's log file says: {@code
 * /var/log/containers/<pod>_<namespace>_<container>-<id>.log}, as a path or as the tag that Fluent
 * Bit makes of it. All there is to go by when the lookup of the pod's metadata failed.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/legacy.go">
 *     kubelet's naming</a>
 */
record LogTag(String pod, String namespace, String container, String containerId) {
  private static final String SUFFIX = ".log";
  private static final int ID_LENGTH = 64;

  /** Reads a path or a tag; null if it is not the name of a container's log file. */
  static LogTag parse(String name) {
    if (name == null || !name.endsWith(SUFFIX)) {
      return null;
    }
    // No pod, namespace or container name has a slash or an underscore; pods may have dots.
    int start = Math.max(name.lastIndexOf('/') + 1, afterTagPrefix(name));
    int end = name.length() - SUFFIX.length();
    int id = end - ID_LENGTH;
    int first = name.indexOf('_', start);
    int second = name.indexOf('_', first + 1);
    if (first <= start || second < 0 || id - 1 <= second || name.charAt(id - 1) != '-') {
      return null;
    }
    return new LogTag(
        name.substring(start, first),
        name.substring(first + 1, second),
        name.substring(second + 1, id - 1),
        name.substring(id, end));
  }

  private static int afterTagPrefix(String name) {
    String folder = "var.log.containers.";
    int at = name.indexOf(folder);
    return at < 0 ? 0 : at + folder.length();
  }

  /** Adds what is not known better. */
  void addTo(Fields origin) {
    if (!origin.has(Field.KUBERNETES_POD_NAME)) {
      origin.put(Field.KUBERNETES_POD_NAME, pod);
      origin.put(Field.KUBERNETES_NAMESPACE, namespace);
      origin.put(Field.CONTAINER_NAME, container);
      origin.put(Field.CONTAINER_ID, containerId);
    }
  }
}

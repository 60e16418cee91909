package io.weir.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.servers.KubernetesClient;
import io.weir.servers.KubernetesClient.Answer;
import io.weir.servers.KubernetesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An API server with what the chart expects to be there: a namespace that takes restricted pods
 * only, and the operators' resource definitions, as far as {@code KUBERNETES_CRDS} names a folder
 * that has them.
 */
final class TestCluster implements AutoCloseable {
  static final String NAMESPACE = "weir";
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesServer server;

  private TestCluster(KubernetesServer server) {
    this.server = server;
  }

  /** Starts one with the definitions of these API groups. */
  static TestCluster start(Path dataDir, Set<String> groups) throws IOException {
    TestCluster cluster = startEmpty(dataDir, groups);
    try {
      cluster.make("/api/v1/namespaces", restricted(NAMESPACE));
      cluster.make(
          "/apis/scheduling.k8s.io/v1/priorityclasses",
          """
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata: {name: platform-critical}
          value: 1000000
          """);
      cluster.make(
          "/api/v1/namespaces/" + NAMESPACE + "/serviceaccounts",
          """
          apiVersion: v1
          kind: ServiceAccount
          metadata: {name: platform-logs}
          """);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The same without a namespace or anything else in it. */
  static TestCluster startEmpty(Path dataDir, Set<String> groups) throws IOException {
    TestCluster cluster = new TestCluster(KubernetesServer.start(dataDir));
    try {
      cluster.define(groups);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  Path kubectl() {
    return server.kubectl();
  }

  String kubeconfig() {
    return server.kubeconfig();
  }

  KubernetesClient client() {
    return server.client();
  }

  /** Kinds of a render that the server does not know, as {@code group/version Kind}. */
  Set<String> unknownKinds(List<Chart.Manifest> render) {
    Set<String> unknown = new TreeSet<>();
    for (Chart.Manifest manifest : render) {
      String version = (String) manifest.at("apiVersion");
      if (version.contains("/") && !client().get("/apis/" + version).isOk()) {
        unknown.add(version + " " + manifest.kind());
      }
    }
    return unknown;
  }

  /**
   * The objects of a kind in the chart's namespaces, by a path such as {@code apis/apps/v1/jobs}.
   */
  List<JsonNode> list(String path) {
    return everywhere(path).stream()
        .filter(item -> item.at("/metadata/namespace").asText().startsWith(NAMESPACE))
        .toList();
  }

  /** The objects of a kind in all namespaces, by the same path. */
  List<JsonNode> everywhere(String path) {
    Answer answer = client().get("/" + path);
    if (!answer.isOk()) {
      throw new IllegalStateException(answer.body());
    }
    List<JsonNode> items = new ArrayList<>();
    json(answer.body()).get("items").forEach(items::add);
    return items;
  }

  /**
   * Whether a pod of this workload would be admitted, as the controller that makes it would ask; it
   * is not made.
   */
  Answer dryRun(JsonNode workload) {
    ObjectNode pod = workload.at("/spec/template").deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    pod.withObject("/metadata").put("name", workload.at("/metadata/name").asText());
    String namespace = workload.at("/metadata/namespace").asText();
    return client().create("/api/v1/namespaces/" + namespace + "/pods?dryRun=All", pod.toString());
  }

  @Override
  public void close() {
    server.close();
  }

  private void define(Set<String> groups) throws IOException {
    String folder = System.getenv("KUBERNETES_CRDS");
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        for (String definition : Files.readString(file).split("(?m)^---$", -1)) {
          if (groups.stream().anyMatch(group -> definition.contains("group: " + group + "\n"))) {
            define(definition);
          }
        }
      }
    }
  }

  private void define(String definition) {
    Chart.Manifest manifest = Chart.manifests(definition).get(0);
    Answer answer = client().apply(CRDS + manifest.name(), definition);
    if (!answer.isOk()) {
      throw new IllegalStateException(manifest + ": " + answer.body());
    }
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!isEstablished(manifest.name())) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(manifest + " is not established");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isEstablished(String name) {
    for (JsonNode condition : json(client().get(CRDS + name).body()).at("/status/conditions")) {
      if (condition.get("type").asText().equals("Established")) {
        return condition.get("status").asText().equals("True");
      }
    }
    return false;
  }

  private void make(String path, String object) {
    Answer answer = client().create(path, object);
    if (!answer.isOk()) {
      throw new IllegalStateException(answer.body());
    }
  }

  private static String restricted(String namespace) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: %s
      labels: {pod-security.kubernetes.io/enforce: restricted}
    """
        .formatted(namespace);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

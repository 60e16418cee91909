package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.weir.helm.Chart.Manifest;
import io.weir.servers.KubernetesClient.Answer;
import io.weir.servers.KubernetesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every switch of the chart is turned, one at a time, in a release that is installed: what it
 * leaves must install too, and its pods be admitted. Each case upgrades from the one before it.
 */
class SwitchesIT {
  private static final String RELEASE = "switches";
  private static final List<String> WITH_PODS =
      List.of("apis/apps/v1/deployments", "apis/apps/v1/daemonsets", "apis/batch/v1/jobs");
  private static final Set<String> GROUPS =
      Set.of("monitoring.coreos.com", "cert-manager.io", "autoscaling.k8s.io", "keda.sh");

  /** What each switch needs once it is on. Nothing of it is on by itself. */
  private static final String READY =
      """
      kafka: {bootstrapServers: "kafka.kafka:9092"}
      enrichEvents: {keysSecret: weir-keys}
      enrichIncidents: {rulesConfigMap: rules-of-the-house}
      sinkLoki: {enabled: true, url: "http://loki.loki:3100"}
      sinkElasticsearch: {url: "http://elasticsearch.elastic:9200", apiKeySecret: writer}
      sinkAlertmanager: {urls: ["http://alertmanager.monitoring:9093"]}
      setup: {apiKeySecret: setup}
      certificate: {issuer: {name: internal}}
      agents: {namespace: {name: weir-agents-%d}}
      """;

  /** What is turned together, in place of one switch. */
  private static final Map<String, String> TOGETHER =
      Map.of(
          "fluentBit.daemonSet", "fluentBit: {enabled: true, daemonSet: true}",
          "serviceAccount.create", "serviceAccount: {create: false, name: platform-logs}");

  private static TestCluster cluster;
  private static int turned;

  @TempDir private Path directory;

  @BeforeAll
  static void startCluster(@TempDir Path data) throws IOException {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
    cluster = TestCluster.start(data.resolve("cluster"), GROUPS);
    new Helm(Chart.DIRECTORY)
        .install()
        .withName(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withValuesFile(Chart.values(Chart.MINIMAL))
        .withKubeConfigContents(cluster.kubeconfig())
        .call();
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      try {
        Helm.uninstall(RELEASE)
            .withNamespace(TestCluster.NAMESPACE)
            .withKubeConfigContents(cluster.kubeconfig())
            .ignoreNotFound()
            .call();
      } finally {
        cluster.close();
      }
    }
  }

  /** Keys that are true or false, by their paths. */
  static Stream<String> switches() throws IOException {
    return switches("", (Map<?, ?>) defaults());
  }

  @ParameterizedTest
  @MethodSource("switches")
  void leavesWhatInstalls(String name) throws IOException {
    turned++;
    // No controller empties a namespace here: each case has the agents in another.
    Path ready = Files.writeString(directory.resolve("ready.yaml"), READY.formatted(turned));
    Path turn =
        Files.writeString(
            directory.resolve("turn.yaml"), TOGETHER.getOrDefault(name, nested(name, !isOn(name))));
    List<Manifest> render =
        Chart.manifests(Chart.template().withValuesFile(ready).withValuesFile(turn).call());
    assumeThat(cluster.unknownKinds(render))
        .as("KUBERNETES_CRDS names no folder with the definitions of these kinds")
        .isEmpty();

    new Helm(Chart.DIRECTORY)
        .upgrade()
        .withName(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withValuesFile(ready)
        .withValuesFile(turn)
        .withKubeConfigContents(cluster.kubeconfig())
        .call();

    assertThat(WITH_PODS.stream().flatMap(path -> cluster.list(path).stream()))
        .hasSize((int) render.stream().filter(Manifest::hasPods).count())
        .allSatisfy(SwitchesIT::isAdmitted);
  }

  private static Stream<String> switches(String prefix, Map<?, ?> values) {
    return values.entrySet().stream()
        .flatMap(
            entry -> {
              String path = prefix + entry.getKey();
              if (entry.getValue() instanceof Map<?, ?> deeper) {
                return switches(path + ".", deeper);
              }
              return entry.getValue() instanceof Boolean ? Stream.of(path) : Stream.of();
            });
  }

  private static boolean isOn(String name) throws IOException {
    return Boolean.TRUE.equals(Chart.at(defaults(), name.split("\\.", -1)));
  }

  private static Object defaults() throws IOException {
    return Chart.yaml(Files.readString(Chart.DIRECTORY.resolve("values.yaml")));
  }

  private static String nested(String name, boolean on) {
    String[] keys = name.split("\\.", -1);
    return "{" + String.join(": {", keys) + ": " + on + "}".repeat(keys.length);
  }

  private static void isAdmitted(JsonNode workload) {
    Answer answer = cluster.dryRun(workload);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }
}

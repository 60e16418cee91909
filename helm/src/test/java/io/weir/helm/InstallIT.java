package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import io.weir.helm.Chart.Manifest;
import io.weir.servers.KubernetesClient.Answer;
import io.weir.servers.KubernetesServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart on a real API server, by the real Helm. */
class InstallIT {
  private static final String RELEASE = "weir";
  private static final List<String> WITH_PODS =
      List.of("apis/apps/v1/deployments", "apis/apps/v1/daemonsets", "apis/batch/v1/jobs");
  private static final List<String> OTHERS =
      List.of(
          "api/v1/configmaps",
          "api/v1/secrets",
          "api/v1/services",
          "api/v1/serviceaccounts",
          "api/v1/pods",
          "apis/networking.k8s.io/v1/networkpolicies",
          "apis/policy/v1/poddisruptionbudgets");

  @TempDir private static Path directory;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
    cluster = TestCluster.start(directory, groups());
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void uninstall() {
    Helm.uninstall(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withKubeConfigContents(cluster.kubeconfig())
        .ignoreNotFound()
        .call();
  }

  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void everyCaseInstallsAndItsPodsAreAdmitted(String caseName) {
    needsKindsOf(caseName);

    install(caseName);

    List<JsonNode> workloads = all(WITH_PODS);
    assertThat(workloads)
        .hasSize((int) manifests(caseName).stream().filter(Manifest::hasPods).count())
        .allSatisfy(
            workload -> {
              Answer answer = cluster.dryRun(workload);
              assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            });
  }

  /** `helm test` has its pod admitted, and waits in vain, since no kubelet runs it. */
  @Test
  void itsOwnTestIsAdmitted() {
    install(Chart.MINIMAL);

    assertThatThrownBy(
            () ->
                Helm.test(RELEASE)
                    .withNamespace(TestCluster.NAMESPACE)
                    .withTimeout(3)
                    .withKubeConfigContents(cluster.kubeconfig())
                    .call())
        .hasMessageNotContaining("forbidden");

    assertThat(cluster.list("api/v1/pods"))
        .extracting(it -> it.at("/metadata/name").asText())
        .contains("weir-test");
  }

  @Test
  void upgradesFromTheLeastToEverythingAndLeavesNothing() {
    needsKindsOf(Chart.FULL);
    Set<String> before = everything();

    install(Chart.MINIMAL);
    assertThat(all(WITH_PODS)).hasSize(3);
    new Helm(Chart.DIRECTORY)
        .upgrade()
        .withName(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withValuesFile(Chart.values(Chart.FULL))
        .withKubeConfigContents(cluster.kubeconfig())
        .call();
    assertThat(all(WITH_PODS)).hasSize(6);
    uninstall();

    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/spec/containers/0/securityContext | {privileged: true, allowPrivilegeEscalation: true}",
        "/spec/containers/0/securityContext | {allowPrivilegeEscalation: true}",
        "/spec/containers/0/securityContext | {capabilities: {add: [NET_RAW]}}",
        "/spec/securityContext | {runAsUser: 0}",
        "/spec/securityContext | {runAsNonRoot: false}",
        "/spec | {hostNetwork: true}",
        "/spec | {volumes: [{name: host, hostPath: {path: /}}]}",
      })
  void aPodWithMoreRightsIsRefused(String where, String rights) throws IOException {
    install(Chart.MINIMAL);
    JsonNode workload =
        all(WITH_PODS).stream()
            .filter(it -> it.at("/metadata/name").asText().equals("weir-sink-loki"))
            .findFirst()
            .orElseThrow();
    String json = new ObjectMapper().writeValueAsString(Chart.yaml(rights));
    new ObjectMapper().readerForUpdating(workload.at("/spec/template" + where)).readValue(json);

    Answer answer = cluster.dryRun(workload);

    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("violates PodSecurity \\\"restricted");
  }

  private static void install(String caseName) {
    new Helm(Chart.DIRECTORY)
        .install()
        .withName(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withValuesFile(Chart.values(caseName))
        .withKubeConfigContents(cluster.kubeconfig())
        .call();
  }

  private static Set<String> everything() {
    return Stream.of(WITH_PODS, OTHERS)
        .flatMap(paths -> all(paths).stream())
        .map(it -> it.at("/metadata/uid").asText())
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> all(List<String> paths) {
    return paths.stream().flatMap(path -> cluster.list(path).stream()).toList();
  }

  private static void needsKindsOf(String caseName) {
    assumeThat(cluster.unknownKinds(manifests(caseName)))
        .as("KUBERNETES_CRDS names no folder with the definitions of these kinds")
        .isEmpty();
  }

  private static List<Manifest> manifests(String caseName) {
    return Chart.manifests(Chart.render(caseName));
  }

  /** All API groups; Kubernetes' own need no definition. */
  private static Set<String> groups() {
    return Chart.cases()
        .flatMap(caseName -> manifests(caseName).stream())
        .map(manifest -> ((String) manifest.at("apiVersion")).replaceAll("/.*", ""))
        .filter(group -> group.contains("."))
        .collect(Collectors.toSet());
  }
}

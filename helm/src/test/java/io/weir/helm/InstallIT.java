package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import io.weir.helm.Chart.Manifest;
import io.weir.servers.KubernetesClient.Answer;
import io.weir.servers.KubernetesServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final Map<String, String> WITH_PODS =
      Map.of("apis/apps/v1", "deployments", "apis/batch/v1", "jobs");
  private static final List<String> OF_THE_CHART =
      List.of("configmaps", "secrets", "services", "serviceaccounts", "pods");

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

    Map<String, JsonNode> templates = podTemplates();
    assertThat(templates)
        .hasSize((int) manifests(caseName).stream().filter(Manifest::hasPods).count());
    templates.forEach(
        (name, template) -> {
          Answer answer = cluster.dryRun(name, template);
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

    assertThat(cluster.list("api/v1", "pods"))
        .extracting(it -> it.at("/metadata/name").asText())
        .contains("weir-test");
  }

  @Test
  void upgradesFromTheLeastToEverythingAndLeavesNothing() {
    needsKindsOf(Chart.FULL);
    Set<String> before = everything();

    install(Chart.MINIMAL);
    assertThat(podTemplates()).hasSize(3);
    new Helm(Chart.DIRECTORY)
        .upgrade()
        .withName(RELEASE)
        .withNamespace(TestCluster.NAMESPACE)
        .withValuesFile(Chart.values(Chart.FULL))
        .withKubeConfigContents(cluster.kubeconfig())
        .call();
    assertThat(podTemplates()).hasSize(6);
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
    ObjectNode template = podTemplates().get("weir-sink-loki").deepCopy();
    String json = new ObjectMapper().writeValueAsString(Chart.yaml(rights));
    new ObjectMapper().readerForUpdating(template.at(where)).readValue(json);

    Answer answer = cluster.dryRun("more-rights", template);

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

  /** Of all that makes pods, by its name. */
  private static Map<String, JsonNode> podTemplates() {
    return WITH_PODS.entrySet().stream()
        .flatMap(it -> cluster.list(it.getKey(), it.getValue()).stream())
        .collect(
            Collectors.toMap(
                it -> it.at("/metadata/name").asText(), it -> it.at("/spec/template")));
  }

  private static Set<String> everything() {
    List<JsonNode> objects = new ArrayList<>();
    WITH_PODS.forEach((api, resource) -> objects.addAll(cluster.list(api, resource)));
    OF_THE_CHART.forEach(resource -> objects.addAll(cluster.list("api/v1", resource)));
    objects.addAll(cluster.list("apis/networking.k8s.io/v1", "networkpolicies"));
    objects.addAll(cluster.list("apis/policy/v1", "poddisruptionbudgets"));
    return objects.stream().map(it -> it.at("/metadata/uid").asText()).collect(Collectors.toSet());
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

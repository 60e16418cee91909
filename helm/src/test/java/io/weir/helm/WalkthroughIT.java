package io.weir.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.weir.servers.KubernetesClient.Answer;
import io.weir.servers.KubernetesServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way from an empty cluster to a first incident, command by command as README.md has it, on a
 * real API server. The test plays the controllers: what {@code kubectl} waits for is reported as
 * ready. What needs a kubelet or a registry is left out.
 */
@TestMethodOrder(OrderAnnotation.class)
class WalkthroughIT {
  private static final Path README = Path.of("README.md");

  /** Of the image, which ImageIT runs, and of pods, which run nowhere here. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("(mvn|podman|sleep|kill) .*|kubectl .*(port-forward|exec) .*");

  private static final String ROLLED_OUT =
      "observedGeneration: %1$s, replicas: %2$s, updatedReplicas: %2$s, readyReplicas: %2$s,"
          + " availableReplicas: %2$s";

  /** What the controller of a kind would report, by the path of the kind. */
  private static final Map<String, String> READY =
      Map.of(
          "apis/apps/v1/deployments",
          ROLLED_OUT,
          "apis/apps/v1/statefulsets",
          ROLLED_OUT,
          "apis/apps/v1/daemonsets",
          "observedGeneration: %1$s, currentNumberScheduled: 3, numberMisscheduled: 0, desiredNumberScheduled: 3,"
              + " numberReady: 3, updatedNumberScheduled: 3, numberAvailable: 3",
          "apis/batch/v1/jobs",
          "startTime: 2026-01-01T00:00:00Z, completionTime: 2026-01-01T00:00:01Z, succeeded: 1,"
              + " conditions: [{type: SuccessCriteriaMet, status: 'True'},"
              + " {type: Complete, status: 'True'}]");

  private static final String PATIENCE_SECONDS = "120";

  private static TestCluster cluster;
  private static Path directory;

  private record Outcome(int status, String output) {}

  @BeforeAll
  static void startEmptyCluster(@TempDir Path data) throws IOException {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
    cluster = TestCluster.startEmpty(data.resolve("cluster"), Set.of("kafka.strimzi.io"));
    // The reader is in the root of the checkout; what she writes there goes to a folder of its own.
    directory = Files.createDirectory(data.resolve("checkout"));
    Files.createSymbolicLink(directory.resolve("helm"), Path.of("").toAbsolutePath());
    Files.createSymbolicLink(directory.resolve("kubectl"), cluster.kubectl());
    Files.writeString(directory.resolve("kubeconfig"), cluster.kubeconfig());
    Files.writeString(directory.resolve("my-values.yaml"), block("image: "));
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void everyCommandOfTheTrialRuns() throws IOException {
    List<String> commands = commands();
    assertThatNamespacesAreFree();

    assertThat(commands).hasSizeGreaterThan(15);
    for (String command : commands) {
      if (!LEFT_OUT.matcher(command).matches()) {
        run(command);
      }
    }
  }

  /** The reader's look at what the trial would delete, as long as it is in an empty cluster. */
  private static void assertThatNamespacesAreFree() throws IOException {
    String command = "kubectl get namespace kafka monitoring weir-trial";
    assertThat(Files.readString(README)).contains("`" + command + "` must say `NotFound` of all");

    assertThat(shell(command).output().lines()).hasSize(3).allMatch(it -> it.contains("NotFound"));
  }

  @Test
  @Order(2)
  void leavesNothingOfTheRelease() {
    assertThat(workloads())
        .extracting(it -> it.at("/metadata/namespace").asText())
        .doesNotContain("weir", "weir-agents");
  }

  @Test
  @Order(3)
  void kafkaOfStrimziIsTaken() throws IOException {
    assumeThat(System.getenv("KUBERNETES_CRDS"))
        .as("KUBERNETES_CRDS names no folder with Strimzi's definitions")
        .isNotNull();
    shell("kubectl create namespace strimzi");
    Path file = directory.resolve("strimzi.yaml");
    Files.writeString(
        file,
        block("apiVersion: kafka.strimzi.io").replace("namespace: kafka", "namespace: strimzi"));

    Outcome outcome = shell("kubectl apply --validate=strict -f strimzi.yaml");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("kafkanodepool", "kafka.kafka.strimzi.io/kafka created");
  }

  private static void run(String command) throws IOException {
    if (command.startsWith("helm ")) {
      helm(command);
      return;
    }
    if (command.contains(" rollout status ") || command.contains(" wait ")) {
      READY.keySet().forEach(WalkthroughIT::becomeReady);
    }
    // No controller empties a namespace, so that its end would be waited for in vain.
    Outcome outcome =
        shell(command.startsWith("kubectl delete ") ? command + " --wait=false" : command);
    assertThat(outcome.status()).as(command + "\n" + outcome.output()).isZero();
    assertThat(outcome.output()).as(command).doesNotContain("No resources found", "Warning");
  }

  /** Helm's commands by its library, after a look at the words that they have here. */
  private static void helm(String command) {
    switch (command) {
      case "helm install weir helm/weir -n weir -f my-values.yaml" -> {
        new Helm(Chart.DIRECTORY)
            .install()
            .withName("weir")
            .withNamespace("weir")
            .withValuesFile(directory.resolve("my-values.yaml"))
            .withKubeConfigContents(cluster.kubeconfig())
            .call();
        shell("for n in kafka monitoring weir-trial; do kubectl -n $n create sa default; done");
        assertThat(workloads())
            .hasSizeGreaterThan(8)
            .allSatisfy(
                workload -> {
                  Answer answer = cluster.dryRun(workload);
                  assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                });
      }
      // Its pod is made, and runs nowhere.
      case "helm test weir -n weir" ->
          assertThatThrownBy(
                  () ->
                      Helm.test("weir")
                          .withNamespace("weir")
                          .withTimeout(3)
                          .withKubeConfigContents(cluster.kubeconfig())
                          .call())
              .hasMessageNotContaining("forbidden");
      case "helm uninstall weir -n weir" ->
          Helm.uninstall("weir")
              .withNamespace("weir")
              .withKubeConfigContents(cluster.kubeconfig())
              .call();
      default -> throw new AssertionError("not known here: " + command);
    }
  }

  private static List<JsonNode> workloads() {
    return READY.keySet().stream().flatMap(path -> cluster.everywhere(path).stream()).toList();
  }

  private static void becomeReady(String path) {
    for (JsonNode workload : cluster.everywhere(path)) {
      // A Job that is done stays as it is.
      if (!workload.at("/status").has("completionTime")) {
        String status =
            READY
                .get(path)
                .formatted(
                    workload.at("/metadata/generation").asText(),
                    workload.at("/spec/replicas").asText());
        Outcome outcome =
            shell(
                "kubectl -n %s patch %s/%s --subresource=status --type=merge -p \"status: {%s}\""
                    .formatted(
                        workload.at("/metadata/namespace").asText(),
                        path.substring(path.lastIndexOf('/') + 1),
                        workload.at("/metadata/name").asText(),
                        status));
        assertThat(outcome.status()).as(outcome.output()).isZero();
      }
    }
  }

  /** Lines that are to be pasted into a shell, from the first step to the last. */
  private static List<String> commands() throws IOException {
    String text = Files.readString(README);
    String section =
        text.substring(
            text.indexOf("## From an empty cluster"), text.indexOf("### If a step fails"));
    return section.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
  }

  /** The block of YAML that begins with these words. */
  private static String block(String begin) throws IOException {
    String text = Files.readString(README);
    int from = text.indexOf("```yaml\n" + begin) + "```yaml\n".length();
    return text.substring(from, text.indexOf("```", from));
  }

  private static Outcome shell(String command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder("timeout", PATIENCE_SECONDS, "bash", "-c", command);
      builder.directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
      builder.environment().put("KUBECACHEDIR", directory.resolve("kube-cache").toString());
      builder.environment().merge("PATH", directory.toString(), (old, mine) -> mine + ":" + old);
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        String output = new String(out.readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
      }
    } catch (IOException e) {
      throw new AssertionError(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command, e);
    }
  }
}

package io.weir.demo;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaScripts;
import io.weir.servers.KafkaServer;
import io.weir.servers.KubernetesServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the runbooks that begins with {@code kubectl} or a tool of Kafka is run, and
 * every block of lines with one: by the {@code kubectl} of the API server's release, and against a
 * broker, with names of objects that are there.
 */
class RunbooksIT {
  private static final Path RUNBOOKS = Path.of("../../dashboards/runbooks");
  private static final Pattern INLINE = Pattern.compile("`((?:kubectl|kafka-[a-z-]+\\.sh) [^`]+)`");

  /** Indented lines, which are to be pasted into a shell together. */
  private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {4,}\\S.*\\n)+");

  /** What somebody puts in the place of names in capitals, the longer ones first. */
  private static final List<Map.Entry<String, String>> NAMES =
      List.of(
          Map.entry("deployment/NAME", "deployment/cart"),
          Map.entry("certificate NAME", "certificate weir"),
          Map.entry("NAMESPACE", "shop"),
          Map.entry("CLUSTER", "weir"),
          Map.entry("POD", "cart-1"),
          Map.entry("NODE", "worker-1"),
          Map.entry("NAME", "cart-1"),
          Map.entry("--replicas=N", "--replicas=3"),
          Map.entry("--offset 4711", "--offset 0"));

  /** Kinds of operators that the runbooks ask for, with the scope they have there. */
  private static final Map<String, String> KINDS =
      Map.of(
          "Kafka", "kafka.strimzi.io kafkas Namespaced",
          "Certificate", "cert-manager.io certificates Namespaced",
          "Issuer", "cert-manager.io issuers Namespaced",
          "ClusterIssuer", "cert-manager.io clusterissuers Cluster");

  private static final long PATIENCE_SECONDS = 45;

  /** Of {@code timeout}. */
  private static final int ENDED_BY_THE_CLOCK = 124;

  private static KafkaServer kafka;
  private static KubernetesServer kubernetes;
  private static Path directory;

  /** What a command printed and how it ended. */
  private record Outcome(int status, String output) {}

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
    directory = data;
    kubernetes = KubernetesServer.start(data.resolve("kubernetes"));
    kafka = KafkaServer.start(data.resolve("kafka"));
    fillTopics();
    Path programs = data.resolve("bin");
    KafkaScripts.write(programs);
    Files.createSymbolicLink(programs.resolve("kubectl"), kubernetes.kubectl());
    Files.writeString(data.resolve("kubeconfig"), kubernetes.kubeconfig());
    KINDS.forEach((kind, where) -> apply(definition(kind, where)));
    applyObjects();
    String uid = run("kubectl -n shop get deployment cart -o jsonpath={.metadata.uid}").output();
    List.of(1, 2).forEach(revision -> apply(replicaSet(uid, revision)));
    for (String object :
        List.of(
            "{apiVersion: kafka.strimzi.io/v1, kind: Kafka",
            "{apiVersion: cert-manager.io/v1, kind: Certificate")) {
      apply(object + ", metadata: {name: weir, namespace: shop}}");
    }
  }

  /** A revision of the deployment, as its controller would have made it. */
  private static String replicaSet(String uid, int revision) {
    return """
    {apiVersion: apps/v1, kind: ReplicaSet,
     metadata: {name: cart-%1$d, namespace: shop, labels: {app: cart},
       annotations: {deployment.kubernetes.io/revision: "%1$d"},
       ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: cart, uid: %2$s, controller: true}]},
     spec: {selector: {matchLabels: {app: cart}},
       template: {metadata: {labels: {app: cart}},
         spec: {containers: [{name: cart, image: "registry.example/cart:%1$d"}]}}}}
    """
        .formatted(revision, uid);
  }

  private static void fillTopics() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Clients.admin(kafka));
        var producer = new KafkaProducer<byte[], byte[]>(Clients.producer(kafka))) {
      TopicsSetup.run(admin, 4, (short) 1);
      for (Topic topic : List.of(Topic.LOGS_RAW, Topic.INCIDENTS, Topic.LEDGER, Topic.DLQ)) {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.name(), 3, value, value)).get();
      }
    }
  }

  /** No operator is here; a definition of the kind is enough to ask for it. */
  private static String definition(String kind, String where) {
    String[] words = where.split(" ", -1);
    return """
    {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,
     metadata: {name: %1$s.%2$s},
     spec: {group: %2$s, scope: %3$s,
       names: {kind: %4$s, plural: %1$s, singular: %5$s},
       versions: [{name: v1, served: true, storage: true,
         schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]}}
    """
        .formatted(words[1], words[0], words[2], kind, kind.toLowerCase(Locale.ROOT));
  }

  private static void applyObjects() {
    try (InputStream in = RunbooksIT.class.getResourceAsStream("runbook-cluster.yaml")) {
      apply(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void apply(String objects) {
    try {
      Path file = Files.writeString(directory.resolve("objects.yaml"), objects);
      Outcome outcome = run("kubectl apply --server-side --force-conflicts -f '" + file + "'");
      assertThat(outcome.status()).as(outcome.output()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable open : new AutoCloseable[] {kafka, kubernetes}) {
      if (open != null) {
        assertThatCode(open::close).doesNotThrowAnyException();
      }
    }
  }

  /** All commands of all runbooks, each once. */
  static Stream<String> commands() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      return files
          .sorted()
          .flatMap(RunbooksIT::commandsOf)
          .collect(toCollection(TreeSet::new))
          .stream();
    }
  }

  private static Stream<String> commandsOf(Path runbook) {
    try {
      String text = Files.readString(runbook);
      Stream<String> inline = INLINE.matcher(text).results().map(found -> found.group(1));
      Stream<String> blocks =
          BLOCK
              .matcher(text)
              .results()
              .map(found -> found.group().stripIndent().strip())
              .filter(block -> block.contains("kubectl ") || block.contains(".sh "));
      return Stream.concat(inline, blocks).toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void runbooksHaveCommands() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandDoesWhatItIsThereFor(String command) {
    // The one before may have deleted it.
    applyObjects();
    String filled = command.replace("kafka-1:9092", kafka.bootstrapServers());
    for (Map.Entry<String, String> name : NAMES) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    Outcome outcome = run(filled);
    if (needsAKubelet(filled)) {
      // It was understood, and nobody runs the pod.
      assertThat(outcome.output()).doesNotContain("unknown", "Usage", "NotFound");
    } else if (filled.contains("consumer.sh")
        && !filled.contains("--timeout-ms")
        && !filled.contains("--max-messages")) {
      // Follows the topic until somebody ends it.
      assertThat(outcome.status()).as(outcome.output()).isEqualTo(ENDED_BY_THE_CLOCK);
    } else {
      assertThat(outcome.status()).as(outcome.output()).isZero();
    }
    assertThat(outcome.output().lines()).noneMatch(line -> line.startsWith("Warning"));
    if (filled.contains("--from-beginning") || filled.contains("--offset")) {
      assertThat(outcome.output()).contains("{}");
    }
  }

  private static boolean needsAKubelet(String command) {
    return command.contains(" logs ") || command.contains("/proxy/logs");
  }

  private static Outcome run(String command) {
    ProcessBuilder shell =
        new ProcessBuilder(
                "timeout",
                "-k",
                "10",
                String.valueOf(PATIENCE_SECONDS),
                "bash",
                "-o",
                "pipefail",
                "-c",
                command)
            .redirectErrorStream(true);
    shell.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
    shell
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    try {
      Process process = shell.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

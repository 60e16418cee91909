package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.weir.cli.Weir;
import io.weir.ingest.topic.Topic;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.ElasticsearchServer;
import io.weir.servers.GoProgram;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaScripts;
import io.weir.servers.KafkaServer;
import io.weir.servers.KubernetesServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the commands of the runbooks are about, with names of objects that are there: a broker with
 * records, a cluster with an application and a release of the chart, an Alertmanager, an
 * Elasticsearch; and a shell that has the programs.
 */
final class RunbookServers implements AutoCloseable {
  /** Of {@code timeout}, by a signal that a program may obey and by one that it must. */
  static final List<Integer> ENDED_BY_THE_CLOCK = List.of(124, 137);

  private static final int PATIENCE_SECONDS = 120;
  private static final int GRACE_SECONDS = 10;
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  final KafkaServer kafka;
  final AlertmanagerServer alertmanager;
  final ElasticsearchServer elasticsearch;
  final Path config;
  private final Path directory;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** What a command printed and how it ended. */
  record Outcome(int status, String output) {}

  private RunbookServers(Path data) throws Exception {
    directory = data;
    try {
      KubernetesServer kubernetes = opened(KubernetesServer.start(data.resolve("kubernetes")));
      kafka = opened(KafkaServer.start(data.resolve("kafka")));
      alertmanager = opened(AlertmanagerServer.start(data.resolve("alertmanager")));
      elasticsearch = opened(ElasticsearchServer.start(data.resolve("elasticsearch")));
      Path programs = data.resolve("bin");
      KafkaScripts.write(programs);
      JavaProgram.script(programs.resolve("weir"), Weir.class.getName());
      Files.createSymbolicLink(programs.resolve("kubectl"), kubernetes.kubectl());
      Files.createSymbolicLink(
          programs.resolve("helm"), GoProgram.build("helm", "helm", data.resolve("build")));
      Files.writeString(data.resolve("kubeconfig"), kubernetes.kubeconfig());
      config =
          Files.writeString(
              data.resolve("setup.yaml"),
              "kafka.bootstrap.servers: '%s'\nelasticsearch.url: %s\n"
                  .formatted(kafka.bootstrapServers(), elasticsearch.uri()));
      fillTopics();
      fillCluster();
      succeeds("amtool alert add alertname=Watchdog --alertmanager.url=" + alertmanager.uri());
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  static RunbookServers start(Path data) throws Exception {
    return new RunbookServers(data);
  }

  private <T extends AutoCloseable> T opened(T server) {
    open.push(server);
    return server;
  }

  private void fillTopics() throws InterruptedException, ExecutionException {
    Path records = CHECKOUT.resolve("tools/recorded/records/logs.raw.jsonl");
    List<String> events = succeeds("weir events < '" + records + "' 2>/dev/null").lines().toList();
    try (Admin admin = Admin.create(Clients.admin(kafka));
        var producer = new KafkaProducer<byte[], byte[]>(Clients.producer(kafka))) {
      TopicsSetup.run(admin, 4, (short) 1);
      for (Topic topic : List.of(Topic.LOGS_RAW, Topic.INCIDENTS, Topic.LEDGER, Topic.DLQ)) {
        producer.send(new ProducerRecord<>(topic.name(), 3, utf8("{}"), utf8("{}"))).get();
      }
      for (String event : events) {
        producer.send(new ProducerRecord<>(Topic.EVENTS.name(), utf8(event))).get();
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void fillCluster() throws IOException {
    applyAll("runbook-kinds.yaml");
    applyObjects();
    String uid =
        succeeds("kubectl -n shop get deployment cart -o jsonpath={.metadata.uid} 2>/dev/null");
    List.of(1, 2).forEach(revision -> apply(replicaSet(uid, revision)));
    applyAll("runbook-certificates.yaml");
    String values =
        " weir helm/weir -n shop -f helm/weir/ci/minimal-values.yaml --set"
            + " enrichIncidents.enabled=true";
    succeeds("cd '" + CHECKOUT + "' && helm install" + values);
    Path rule = Files.writeString(directory.resolve("bad.yml"), "title: a rule of nothing\n");
    succeeds(
        "cd '%s' && helm upgrade%s --set-file 'enrichIncidents.rules.bad\\.yml=%s'"
            .formatted(CHECKOUT, values, rule));
  }

  /** A revision of the application, as its controller would have made it. */
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

  /** Makes what a command may have deleted. */
  void applyObjects() {
    applyAll("runbook-cluster.yaml");
  }

  private void applyAll(String resource) {
    try (InputStream in = RunbookServers.class.getResourceAsStream(resource)) {
      apply(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void apply(String objects) {
    try {
      Path file = Files.writeString(directory.resolve("objects.yaml"), objects);
      succeeds("kubectl apply --server-side --force-conflicts -f '" + file + "'");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a command that must succeed, and returns what it printed. */
  String succeeds(String command) {
    Outcome outcome = run(command, PATIENCE_SECONDS);
    assertThat(outcome.status()).as("%s: %s", command, outcome.output()).isZero();
    return outcome.output();
  }

  /** Runs a command as somebody would who pastes it, but ends it after so many seconds. */
  Outcome run(String command, int seconds) {
    ProcessBuilder shell =
        new ProcessBuilder(
                "timeout",
                "-k",
                String.valueOf(GRACE_SECONDS),
                String.valueOf(seconds),
                "bash",
                "-o",
                "pipefail",
                "-c",
                command)
            .redirectErrorStream(true);
    Map<String, String> environment = shell.environment();
    environment.put("KUBECONFIG", directory.resolve("kubeconfig").toString());
    for (String folder : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
      environment.put(folder, directory.resolve("helm").toString());
    }
    environment.put("KUBECACHEDIR", directory.resolve("kube-cache").toString());
    environment.merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    try {
      Process process = shell.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    open.forEach(server -> assertThatCode(server::close).doesNotThrowAnyException());
  }
}

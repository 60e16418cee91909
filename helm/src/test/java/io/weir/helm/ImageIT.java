package io.weir.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.helm.Chart.Manifest;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.Binary;
import io.weir.servers.ElasticsearchServer;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role from its image, started as the chart says, against real servers. */
class ImageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What the Secrets hold that the values below name. */
  private static final Map<String, Map<String, String>> SECRETS =
      Map.of(
          "weir-keys",
          Map.of(
              "pseudonym.keys",
              "active: a\nkeys: {a: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}\n",
              "event-id.key",
              "0123456789abcdef0123456789abcdef"),
          "no-security",
          Map.of("api-key", "bm86b25l"));

  @TempDir private Path directory;
  private final Map<String, PodContainer> containers = new TreeMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final AtomicInteger pushes = new AtomicInteger();
  private HttpServer loki;

  @BeforeEach
  void needsPodman() {
    Optional<String> whyAbsent = Podman.whyAbsent();
    assumeThat(whyAbsent).as(whyAbsent.orElse("")).isEmpty();
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
  }

  @AfterEach
  void removeContainers() {
    containers.values().forEach(PodContainer::close);
    if (loki != null) {
      loki.stop(0);
    }
  }

  @Test
  void everyRoleWorksWithTheRightsAndTheMemoryOfTheChart() throws Exception {
    loki = lokiThatTakesEverything();
    try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
        ElasticsearchServer elasticsearch =
            ElasticsearchServer.start(directory.resolve("elasticsearch"));
        AlertmanagerServer alertmanager =
            AlertmanagerServer.start(directory.resolve("alertmanager"))) {
      List<Manifest> render =
          Chart.manifests(
              Chart.template()
                  .withValuesFile(values(kafka, elasticsearch.uri(), alertmanager.uri()))
                  .call());

      PodContainer setup = start(render, "setup");
      assertThat(setup.awaitEnd()).as(setup.logs()).isZero();
      for (String role : ports.keySet()) {
        start(render, role);
      }
      ports.keySet().forEach(this::awaitReady);
      ports.keySet().forEach(this::hasNoRights);

      send(kafka);
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(get(elasticsearch.uri().resolve("/logs-*/_count")))
                    .contains("\"count\":" + (CODECS.size() + 1));
                assertThat(get(alertmanager.uri().resolve("/api/v2/alerts")))
                    .contains("Shell in a container");
                assertThat(pushes.get()).isPositive();
              });
      ports.keySet().forEach(this::endsInTime);
    }
  }

  private PodContainer start(List<Manifest> render, String role) throws IOException {
    Manifest workload =
        render.stream()
            .filter(Manifest::hasPods)
            .filter(it -> role.equals(it.podLabels().get("app.kubernetes.io/component")))
            .findFirst()
            .orElseThrow();
    PodContainer container =
        PodContainer.start(workload, render, SECRETS, directory.resolve("pods").resolve(role));
    containers.put(role, container);
    return container;
  }

  private Path values(KafkaServer kafka, URI elasticsearch, URI alertmanager) throws IOException {
    for (String role :
        List.of(
            "enrich-events",
            "enrich-incidents",
            "sink-loki",
            "sink-elasticsearch",
            "sink-alertmanager")) {
      ports.put(role, JavaProgram.freePort());
    }
    String template = Files.readString(Path.of("src", "test", "resources", "loopback-values.yaml"));
    String text =
        template
            .replace("@kafka@", kafka.bootstrapServers())
            .replace("@loki@", "http://127.0.0.1:" + loki.getAddress().getPort())
            .replace("@elasticsearch@", elasticsearch.toString())
            .replace("@alertmanager@", alertmanager.toString());
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      text = text.replace("@" + port.getKey() + "@", port.getValue().toString());
    }
    return Files.writeString(directory.resolve("values.yaml"), text);
  }

  private void awaitReady(String role) {
    URI ready = URI.create("http://127.0.0.1:" + ports.get(role) + "/health/ready");
    PodContainer container = containers.get(role);
    Awaitility.await(role)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .failFast(role + " has ended", () -> ended(container))
        .until(
            () ->
                HTTP.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                        .statusCode()
                    == 200);
  }

  private static void ended(PodContainer container) {
    assertThat(container.inspect("{{.State.Running}}")).as(container.logs()).isEqualTo("true");
  }

  /** As the kernel sees it, whatever podman was asked for. */
  private void hasNoRights(String role) {
    PodContainer container = containers.get(role);
    try {
      assertThat(Files.readAllLines(container.process().resolve("status")))
          .as(role)
          .contains("Uid:\t10001\t10001\t10001\t10001", "NoNewPrivs:\t1", "Seccomp:\t2")
          .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
      assertThat(Files.readAllLines(container.process().resolve("mountinfo")))
          .as(role)
          .anyMatch(mount -> mount.matches("\\d+ \\d+ \\S+ \\S+ / ro,.*"));
      assertThat(Long.parseLong(container.inspect("{{.HostConfig.Memory}}")))
          .as(role)
          .isBetween(256L << 20, 768L << 20);
    } catch (IOException e) {
      throw new AssertionError(role, e);
    }
  }

  private void endsInTime(String role) {
    PodContainer container = containers.get(role);
    Instant before = Instant.now();

    int status = container.stop();

    assertThat(status).as(role + " is not killed: " + container.logs()).isIn(0, 143);
    assertThat(Duration.between(before, Instant.now())).as(role).isLessThan(Duration.ofSeconds(60));
    assertThat(container.inspect("{{.State.OOMKilled}}")).as(role).isEqualTo("false");
  }

  /** One line by each codec of Kafka, whose native code the image must be able to load. */
  private static void send(KafkaServer kafka) {
    String now = Instant.now().toString();
    for (String codec : CODECS) {
      Map<String, Object> settings =
          Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", codec);
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
        String line = "{\"log\":\"packed by %s\",\"time\":\"%s\"}".formatted(codec, now);
        var unused = producer.send(new ProducerRecord<>("logs.raw", codec, line));
        if (codec.equals("none")) {
          unused = producer.send(new ProducerRecord<>("falco.raw", "falco", alert(now)));
        }
      }
    }
  }

  private static String alert(String now) {
    return """
    {"hostname":"worker-2","output":"A shell","priority":"Notice",\
    "rule":"Terminal shell in container","source":"syscall","time":"%s",\
    "output_fields":{"k8s.ns.name":"data","k8s.pod.name":"postgres-0","container.name":"db",\
    "proc.name":"sh","user.name":"root"}}
    """
        .strip()
        .formatted(now);
  }

  /**
   * No Loki can be installed from a package: the answers are a Loki's, and what was sent counts.
   */
  private HttpServer lokiThatTakesEverything() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean push = exchange.getRequestURI().getPath().equals("/loki/api/v1/push");
          int bytes = exchange.getRequestBody().readAllBytes().length;
          if (push && bytes > 0) {
            pushes.incrementAndGet();
          }
          exchange.sendResponseHeaders(push ? 204 : 200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8)).body();
  }
}

package io.weir.demo;

import io.weir.dashboards.Queries;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.Binary;
import io.weir.servers.ElasticsearchServer;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import io.weir.servers.LokiServer;
import io.weir.servers.PrometheusServer;
import io.weir.servers.Server;
import io.weir.sinks.setup.ElasticsearchSetup;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.elasticsearch.client.RestClient;

/** Real servers and Weir's roles, each a process of its own, in one directory on loopback. */
public final class DemoCluster implements AutoCloseable {
  private static final String MAIN = "io.weir.cli.Weir";
  private static final int PARTITIONS = 12;
  private static final String ROLE_HEAP = "256m";

  private final Path data;
  private final Consumer<String> progress;
  private final Deque<Server> running = new ConcurrentLinkedDeque<>();
  private final Map<String, JavaProgram> roles = new ConcurrentSkipListMap<>();
  private KafkaServer kafka;
  private ElasticsearchServer elasticsearch;
  private Optional<LokiServer> loki = Optional.empty();
  private Optional<AlertmanagerServer> alertmanager = Optional.empty();
  private Optional<PrometheusServer> prometheus = Optional.empty();

  /** Ports to use; 0 is any free one. */
  public record Ports(int kafka, int elasticsearch) {
    public static final Ports ANY = new Ports(0, 0);
  }

  private DemoCluster(Path data, Consumer<String> progress) {
    this.data = data;
    this.progress = progress;
  }

  /**
   * Starts the servers.
   *
   * @param data what is there from an earlier run is taken up
   * @param progress takes a sentence at each step
   */
  public static DemoCluster start(Path data, Ports ports, Consumer<String> progress) {
    DemoCluster cluster = new DemoCluster(data, progress);
    try {
      cluster.startServers(ports);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void startServers(Ports ports) {
    progress.accept("starting Kafka and Elasticsearch");
    CompletableFuture<ElasticsearchServer> starting =
        CompletableFuture.supplyAsync(
            () ->
                ElasticsearchServer.start(
                    data.resolve("elasticsearch"),
                    ElasticsearchServer.Options.DEFAULT.withPort(ports.elasticsearch())));
    try {
      kafka =
          running(
              KafkaServer.start(
                  data.resolve("kafka"), KafkaServer.Options.DEFAULT.withPort(ports.kafka())));
      progress.accept("Kafka runs at " + kafka.bootstrapServers());
    } finally {
      elasticsearch = running(join(starting));
    }
    progress.accept("Elasticsearch runs at " + elasticsearch.uri());
    loki = LokiServer.find(data.resolve("loki"));
    loki.ifPresentOrElse(
        server -> progress.accept("Loki runs at " + running(server).uri()),
        () -> progress.accept("no Loki, so no Loki sink: " + LokiServer.whyAbsent()));
    if (Binary.ALERTMANAGER.find().isPresent()) {
      alertmanager = Optional.of(running(AlertmanagerServer.start(data.resolve("alertmanager"))));
      progress.accept("Alertmanager runs at " + alertmanager.get().uri());
    } else {
      progress.accept("no Alertmanager, so no alerts: " + Binary.ALERTMANAGER.whyAbsent());
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private <T extends Server> T running(T server) {
    running.push(server);
    return server;
  }

  /** Creates the topics and sets Elasticsearch up. */
  public void setUp() throws InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(kafka))) {
      progress.accept("set up: topics " + TopicsSetup.run(admin, PARTITIONS, (short) 1).created());
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage());
    }
    try (RestClient client =
        RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build()) {
      ElasticsearchSetup.run(client, 0);
      progress.accept("set up: templates and lifecycle in Elasticsearch");
    } catch (IOException e) {
      throw new IllegalStateException("Elasticsearch: " + e.getMessage());
    }
  }

  /** The stages of the sinks that take all events here. */
  public List<String> eventSinks() {
    List<String> sinks = new ArrayList<>(List.of("sink.elasticsearch"));
    loki.ifPresent(server -> sinks.add("sink.loki"));
    return sinks;
  }

  /** Starts Weir's roles; topics and templates must be there. */
  public void startRoles() {
    progress.accept("starting Weir's roles");
    List<CompletableFuture<Void>> starting = new ArrayList<>();
    starting.add(role(List.of("enrich", "events"), "keys.development: true"));
    starting.add(role(List.of("enrich", "incidents"), ""));
    starting.add(
        role(
            List.of("sink", "elasticsearch"),
            url("elasticsearch", elasticsearch.uri()) + "\nelasticsearch.logs: all"));
    alertmanager.ifPresent(
        server ->
            starting.add(
                role(List.of("sink", "alertmanager"), "alertmanager.urls: " + server.uri())));
    loki.ifPresent(
        server -> starting.add(role(List.of("sink", "loki"), url("loki", server.uri()))));
    starting.forEach(DemoCluster::join);
  }

  /** Starts a Prometheus, if there is one, that reads the roles' metrics and has our rules. */
  public void startPrometheus() {
    if (Binary.PROMETHEUS.find().isEmpty()) {
      progress.accept("no Prometheus, so no dashboards: " + Binary.PROMETHEUS.whyAbsent());
      return;
    }
    Map<String, String> targets = new TreeMap<>();
    roles.forEach((name, role) -> targets.put(name, role.admin().getAuthority()));
    Path directory = data.resolve("prometheus");
    List<Path> rules =
        Queries.rules().stream().map(file -> copy(file, directory.resolve(file))).toList();
    try {
      prometheus = Optional.of(running(PrometheusServer.start(directory, targets, rules)));
      progress.accept("Prometheus runs at " + prometheus.get().uri());
    } catch (IllegalStateException e) {
      // What it shows is worth less than all that the demo shows without it.
      progress.accept("no Prometheus, so no dashboards: " + e.getMessage());
    }
  }

  private static Path copy(String dashboardsFile, Path to) {
    try (InputStream in = Queries.class.getResourceAsStream("/weir-dashboards/" + dashboardsFile)) {
      return write(to, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(String store, URI uri) {
    return store + ".url: " + uri;
  }

  private CompletableFuture<Void> role(List<String> command, String setting) {
    String name = String.join("-", command);
    int port = JavaProgram.freePort();
    Path directory = data.resolve(name);
    Path config =
        write(
            directory.resolve("weir.yaml"),
            """
            kafka:
              bootstrap.servers: "%s"
              # A role that was killed and comes back is not to wait for its former self.
              session.timeout.ms: 6000
              heartbeat.interval.ms: 2000
            admin.host: 127.0.0.1
            admin.port: %d
            %s
            """
                .formatted(kafka.bootstrapServers(), port, setting));
    List<String> args = new ArrayList<>(command);
    args.addAll(List.of("--config", config.toString()));
    return CompletableFuture.runAsync(
        () -> {
          JavaProgram role = JavaProgram.start(name, directory, port, ROLE_HEAP, MAIN, args);
          roles.put(name, running(role));
          progress.accept(name + " runs");
        });
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where everything is kept: each role has a folder of its name, with its log. */
  public Path data() {
    return data;
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  public Optional<LokiServer> loki() {
    return loki;
  }

  public Optional<AlertmanagerServer> alertmanager() {
    return alertmanager;
  }

  /** Empty until it was started, and where there is none. */
  public Optional<PrometheusServer> prometheus() {
    return prometheus;
  }

  /** The roles by name: enrich-events, sink-elasticsearch, … */
  public Map<String, JavaProgram> roles() {
    return roles;
  }

  /** Stops everything, the last started first; can be called from several threads. */
  @Override
  public void close() {
    for (Server server = running.poll(); server != null; server = running.poll()) {
      server.close();
    }
  }

  void progress(String sentence) {
    progress.accept(sentence);
  }
}

package io.weir.cli.demo;

import io.weir.ingest.config.ConfigException;
import io.weir.sinks.setup.ElasticsearchSetup;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.elasticsearch.client.RestClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Starts a real Kafka and a real Elasticsearch (and Loki and Alertmanager, where there are",
      "any) on loopback, plays recorded logs and Falco events through Weir, and shows what became",
      "of them. Needs a checkout."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PARTITIONS = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "end after the recorded input; status 0 only if everything is accounted for")
  private boolean once;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "keep everything there (default: a temporary directory, removed at the end)")
  private Path data;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "default: a free one")
  private int kafkaPort;

  @Option(names = "--elasticsearch-port", paramLabel = "PORT", description = "default: a free one")
  private int elasticsearchPort;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    String checkout = System.getProperty("weir.checkout");
    if (checkout == null) {
      throw new ConfigException("weir demo", "runs from a checkout only, as ./weir demo");
    }
    Recording recording = Recording.load(Path.of(checkout));
    Path directory = data == null ? Files.createTempDirectory("weir-demo") : data;
    if (data == null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "remove data"));
    }
    Report report = new Report(out);
    out.println("weir demo: everything in " + directory);
    try (Stack stack =
        Stack.start(directory, new Stack.Ports(kafkaPort, elasticsearchPort), report::progress)) {
      return run(stack, recording, report);
    } catch (IllegalStateException e) {
      // The servers say in one sentence why they did not start.
      spec.commandLine().getErr().println("weir demo: " + e.getMessage());
      return 1;
    }
  }

  private int run(Stack stack, Recording recording, Report report)
      throws IOException, InterruptedException {
    setUp(stack);
    stack.startRoles();
    List<String> sinks = new ArrayList<>(List.of("sink.elasticsearch"));
    stack.loki().ifPresent(loki -> sinks.add("sink.loki"));
    try (var producer = new KafkaProducer<byte[], byte[]>(Clients.producer(stack.kafka()));
        var consumer = Clients.watcher(stack.kafka())) {
      Watch watch = new Watch(consumer);
      report.progress("playing %,d recorded raw records".formatted(recording.size()));
      recording.play(producer, UnaryOperator.identity());
      List<String> open = settle(watch, new Balance(watch, sinks), report, sinks);
      report.summary(watch, sinks);
      open.addAll(compareWithStores(stack, watch));
      report.howToLook(stack, TimeShift.RECORDED, TimeShift.RECORDED.plus(Duration.ofHours(3)));
      report.verdict(open);
      if (once) {
        return open.isEmpty() ? 0 : 1;
      }
      new Traffic(recording, producer).run(() -> showLife(watch, report, sinks));
      return 0;
    }
  }

  private static void showLife(Watch watch, Report report, List<String> sinks) {
    watch.poll(Duration.ofMillis(100));
    report.live(watch, sinks);
  }

  private static void setUp(Stack stack) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(stack.kafka()))) {
      stack.progress("set up: topics " + TopicsSetup.run(admin, PARTITIONS, (short) 1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage());
    }
    try (RestClient client =
        RestClient.builder(HttpHost.create(stack.elasticsearch().uri().toString())).build()) {
      ElasticsearchSetup.run(client, 0);
      stack.progress("set up: templates and lifecycle in Elasticsearch");
    }
  }

  /** Waits until everything is accounted for; what is not then is what is returned. */
  private static List<String> settle(
      Watch watch, Balance balance, Report report, List<String> sinks) {
    Instant end = Instant.now().plus(PATIENCE);
    Instant shown = Instant.now();
    List<String> open = balance.open();
    while (!open.isEmpty() && Instant.now().isBefore(end)) {
      watch.poll(Duration.ofMillis(200));
      open = balance.open();
      if (Duration.between(shown, Instant.now()).toSeconds() >= 1) {
        shown = Instant.now();
        report.live(watch, sinks);
      }
    }
    return new ArrayList<>(open);
  }

  /** The stores are asked themselves: each event once, and none that is not on the topic. */
  private static List<String> compareWithStores(Stack stack, Watch watch) {
    StoreQueries queries = new StoreQueries();
    List<String> differences = new ArrayList<>();
    compare(
        "Elasticsearch",
        queries.elasticsearchIds(stack.elasticsearch().uri()),
        watch.eventIds(),
        stack,
        differences);
    stack
        .loki()
        .ifPresent(
            loki ->
                compare(
                    "Loki",
                    queries.lokiIds(
                        loki.uri(),
                        TimeShift.RECORDED.minus(Duration.ofDays(1)),
                        Instant.now().plus(Duration.ofDays(1))),
                    watch.eventIds(),
                    stack,
                    differences));
    return differences;
  }

  private static void compare(
      String store, List<String> stored, Set<String> sent, Stack stack, List<String> differences) {
    Set<String> distinct = new HashSet<>(stored);
    stack.progress(
        "%s returns %,d events, %,d distinct".formatted(store, stored.size(), distinct.size()));
    if (distinct.size() != stored.size()) {
      differences.add(
          "%s returns %d events twice".formatted(store, stored.size() - distinct.size()));
    }
    if (!distinct.equals(sent)) {
      differences.add(
          "%s holds %d distinct events of %d".formatted(store, distinct.size(), sent.size()));
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("weir demo: " + directory + " could not be removed");
    }
  }
}

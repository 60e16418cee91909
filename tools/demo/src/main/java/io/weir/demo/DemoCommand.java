package io.weir.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    header = "Plays recorded logs through Weir and real servers.",
    description =
        "Starts a real Kafka and a real Elasticsearch (and Loki, Prometheus and Alertmanager, "
            + "where there are any) on loopback, plays recorded logs and Falco events through "
            + "Weir, and shows on a page and here what became of them. Needs a checkout.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Longer than the correlation takes to be sure that a partition has fallen silent. */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final int MAX_PORT = 65_535;

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

  @Option(names = "--page-port", paramLabel = "PORT", description = "default: a free one")
  private int pagePort;

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description = "after the recorded input, take a picture of each view of the page")
  private Path pictures;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pagePort < 0 || pagePort > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--page-port must be from 0 to " + MAX_PORT);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path checkout = RunningCheckout.of("demo");
    Recording recording = Recording.load(checkout);
    Path directory = data == null ? DataDirectory.create("weir-demo") : data;
    AtomicReference<DemoCluster> started = new AtomicReference<>();
    AtomicBoolean kept = new AtomicBoolean(data != null);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(started, directory, kept.get()), "end demo"));
    Report report = new Report(out, Instant.now());
    out.println("weir demo: everything in " + directory);
    try (DemoCluster cluster =
        DemoCluster.start(
            directory, new DemoCluster.Ports(kafkaPort, elasticsearchPort), report::progress)) {
      started.set(cluster);
      return run(cluster, recording, report);
    } catch (IllegalStateException e) {
      // The servers say in one sentence why they did not start, and which log says more.
      kept.set(true);
      spec.commandLine().getErr().println("weir demo: " + e.getMessage());
      spec.commandLine().getErr().println("weir demo: what was started is kept in " + directory);
      return 1;
    }
  }

  /** Also after Ctrl-C: what still writes is ended first, then what it wrote is removed. */
  private static void end(AtomicReference<DemoCluster> started, Path directory, boolean kept) {
    DemoCluster cluster = started.get();
    if (cluster != null) {
      cluster.close();
    }
    if (!kept) {
      DataDirectory.remove(directory);
    }
  }

  private int run(DemoCluster cluster, Recording recording, Report report)
      throws InterruptedException {
    cluster.setUp();
    cluster.startRoles();
    cluster.startPrometheus();
    List<String> sinks = cluster.eventSinks();
    try (var producer = new KafkaProducer<byte[], byte[]>(Clients.producer(cluster.kafka()));
        var consumer = Clients.watcher(cluster.kafka());
        Admin admin = Admin.create(Clients.admin(cluster.kafka()));
        DemoPage page = new DemoPage(cluster, pagePort)) {
      report.page(page.uri());
      PipelineObserver observer = new PipelineObserver(admin, consumer, report);
      report.progress("playing %,d recorded raw records".formatted(recording.size()));
      recording.play(producer, UnaryOperator.identity());
      List<String> open =
          new ArrayList<>(
              new LedgerCheck(observer, sinks).await(PATIENCE, () -> report.live(observer, sinks)));
      report.progress("waiting for the correlation to be sure that nothing comes late");
      observer.awaitIncidents(1, PATIENCE.dividedBy(3));
      observer.awaitQuiet(QUIET, PATIENCE);
      report.summary(observer, sinks);
      open.addAll(new StoreComparison(cluster).differences(observer.eventIds()));
      report.howToLook(cluster, TimeShift.RECORDED, TimeShift.RECORDED.plus(Duration.ofHours(3)));
      report.verdict(open);
      if (pictures != null) {
        Pictures.take(page.uri(), pictures, report::progress);
      }
      if (once) {
        return open.isEmpty() ? 0 : 1;
      }
      report.progress(
          "live traffic from here on; Ctrl-C ends servers and roles"
              + (data == null ? ", and removes what they wrote" : ""));
      new Traffic(recording, producer).run(() -> showLife(observer, report, sinks));
      return 0;
    }
  }

  private static void showLife(PipelineObserver observer, Report report, List<String> sinks) {
    observer.poll(Duration.ofMillis(100));
    report.live(observer, sinks);
  }
}

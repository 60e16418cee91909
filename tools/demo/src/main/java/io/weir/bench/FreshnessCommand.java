package io.weir.bench;

import io.weir.cli.bench.SimulatedPods;
import io.weir.cli.bench.SimulatedPods.Made;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.command.UsageError;
import io.weir.demo.Clients;
import io.weir.demo.DataDirectory;
import io.weir.demo.DemoCluster;
import io.weir.demo.RunningCheckout;
import io.weir.demo.StoreQueries;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a line takes from the broker until somebody can find it. */
@Command(
    name = "freshness",
    header = "Measures how long a line takes until a store finds it.",
    description =
        "Starts the servers and roles of the demo, finds out how many records per second they "
            + "sustain, then writes half as many and searches the stores for lines among them, up to "
            + "twenty times a second. The last line is the time within which 99 % were found, by the "
            + "slowest store. Needs a checkout.",
    mixinStandardHelpOptions = true)
public final class FreshnessCommand implements Callable<Integer> {
  private static final int PODS = 200;
  private static final int APPS = 30;
  private static final long SEED = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SLICE = Duration.ofMillis(50);

  /** So often in a second a line is written that is searched for. */
  private static final int PROBES_PER_SECOND = 4;

  /** A search returns no more than a thousand lines. */
  private static final int MAX_SECONDS = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "measured time (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "to find out what is sustained (default: ${DEFAULT-VALUE})")
  private int records = 50_000;

  /** Numbers of the probes of bursts, above those of the probes that are timed. */
  private int bursts = Integer.MAX_VALUE / 10;

  /** A store that is searched, and the probes that it has found. */
  private record Searched(String name, Probes probes, Supplier<List<String>> search) {
    void look() {
      probes.found(search.get(), Instant.now());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path checkout = RunningCheckout.of("bench freshness");
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new UsageError("--seconds must be from 1 to " + MAX_SECONDS);
    }
    List<byte[]> recorded = RecordedLogs.ofNow(checkout);
    Path directory = DataDirectory.create("weir-freshness");
    PrintWriter err = spec.commandLine().getErr();
    try (DemoCluster cluster = DemoCluster.start(directory, DemoCluster.Ports.ANY, this::print);
        Producer<byte[], byte[]> producer = producer(cluster)) {
      cluster.setUp();
      cluster.startRoles();
      measure(cluster, producer, new SimulatedPods(recorded, PODS, APPS, SEED));
    } catch (IllegalStateException e) {
      err.println("weir bench freshness: " + e.getMessage());
      err.println("weir bench freshness: logs are kept in " + directory);
      return CommandRunner.FAILED;
    }
    DataDirectory.remove(directory);
    return CommandRunner.DONE;
  }

  private static Producer<byte[], byte[]> producer(DemoCluster cluster) {
    return new KafkaProducer<>(Clients.producer(cluster.kafka()));
  }

  private void measure(DemoCluster cluster, Producer<byte[], byte[]> producer, SimulatedPods pods)
      throws InterruptedException {
    // Everything is cold the first time.
    burst(cluster, producer, pods);
    double sustained = burst(cluster, producer, pods);
    print("sustained: %,.0f records/s, with everything on this machine".formatted(sustained));

    List<Searched> measured = stores(cluster);
    write(producer, pods, sustained / 2, measured);
    producer.flush();
    await(measured);
    double worst = 0;
    for (Searched store : measured) {
      print(
          String.format(
              Locale.ROOT,
              "%s: half of the lines found within %.1f s, 99 %% within %.1f s",
              store.name(),
              store.probes().seconds(0.5),
              store.probes().seconds(0.99)));
      worst = Math.max(worst, store.probes().seconds(0.99));
    }
    print(String.format(Locale.ROOT, "freshness: p99 %.1f s", worst));
  }

  /** Writes records at once; returns how many of them are worked off in a second. */
  private double burst(DemoCluster cluster, Producer<byte[], byte[]> producer, SimulatedPods pods)
      throws InterruptedException {
    List<Searched> stores = stores(cluster);
    Instant start = Instant.now();
    for (int i = 0; i < records; i++) {
      send(producer, pods.next());
    }
    // What is written last to a partition is found when all before it has been worked off.
    for (PartitionInfo partition : producer.partitionsFor(Topic.LOGS_RAW.name())) {
      probe(producer, partition.partition(), bursts--, stores);
    }
    producer.flush();
    await(stores);
    return records / (Duration.between(start, Instant.now()).toMillis() / 1e3);
  }

  private static List<Searched> stores(DemoCluster cluster) {
    StoreQueries queries = new StoreQueries();
    Instant from = Instant.now().minus(PATIENCE);
    List<Searched> stores = new ArrayList<>();
    URI elasticsearch = cluster.elasticsearch().uri();
    stores.add(
        new Searched(
            "Elasticsearch",
            new Probes(),
            () -> queries.elasticsearchMessages(elasticsearch, Probes.PHRASE)));
    cluster
        .loki()
        .ifPresent(
            loki ->
                stores.add(
                    new Searched(
                        "Loki",
                        new Probes(),
                        () -> queries.lokiLines(loki.uri(), Probes.APP, from))));
    return stores;
  }

  /** Writes at that rate, with probes among the records, and searches meanwhile. */
  private void write(
      Producer<byte[], byte[]> producer, SimulatedPods pods, double rate, List<Searched> stores)
      throws InterruptedException {
    long start = System.nanoTime();
    long until = start + Duration.ofSeconds(seconds).toNanos();
    long sent = 0;
    int probes = 0;
    for (long now = start; now < until; now = System.nanoTime()) {
      double elapsed = (now - start) / 1e9;
      while (sent < elapsed * rate) {
        send(producer, pods.next());
        sent++;
      }
      while (probes < elapsed * PROBES_PER_SECOND) {
        probe(producer, null, ++probes, stores);
      }
      stores.forEach(Searched::look);
      // The pace of writing and searching.
      Thread.sleep(SLICE.toMillis());
    }
  }

  /** Writes a probe, to the partition of its key if none is named. */
  private static void probe(
      Producer<byte[], byte[]> producer, Integer partition, int number, List<Searched> stores) {
    byte[] record = Probes.record(number, Instant.now());
    var unused =
        producer.send(
            new ProducerRecord<>(Topic.LOGS_RAW.name(), partition, Probes.key(number), record),
            (taken, fault) -> {
              // One that the broker did not take is missing in the end.
              Instant at = fault == null ? Instant.ofEpochMilli(taken.timestamp()) : Instant.now();
              stores.forEach(store -> store.probes().appended(number, at));
            });
  }

  private static void send(Producer<byte[], byte[]> producer, Made made) {
    var unused =
        producer.send(new ProducerRecord<>(Topic.LOGS_RAW.name(), made.key(), made.value()));
  }

  /** Searches until all probes are found. */
  private static void await(List<Searched> stores) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (stores.stream().anyMatch(store -> store.probes().missing() > 0)) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(
            "lines were not found within " + PATIENCE.toSeconds() + " s");
      }
      stores.forEach(Searched::look);
      // Between two searches: to ask without a pause would slow down what is measured.
      Thread.sleep(SLICE.toMillis());
    }
  }

  private void print(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}

package io.weir.chaos;

import io.weir.demo.Clients;
import io.weir.demo.DataDirectory;
import io.weir.demo.DemoCluster;
import io.weir.demo.LedgerCheck;
import io.weir.demo.PipelineObserver;
import io.weir.demo.RunningCheckout;
import io.weir.demo.Sending;
import io.weir.demo.StoreQueries;
import io.weir.servers.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rounds of hard input and of faults against real servers, each checked to the last event. */
@Command(
    name = "chaos",
    header = "Kills processes under worst-case input and counts every event.",
    description =
        "Starts the servers and roles of the demo and, round by round, writes worst-case "
            + "input while a process is killed, paused or stopped. After each round every record "
            + "must be accounted for, and every event must be in every store once. Needs a "
            + "checkout.",
    mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ROW = "%5s  %-17s  %-26s %8s %8s %8s %6s %8s %5s%n";

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int rounds = 20;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the same seed makes the same rounds (default: a new one)")
  private Long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunningCheckout.of("chaos");
    long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
    Path directory = DataDirectory.create("weir-chaos");
    PrintWriter out = spec.commandLine().getOut();
    out.printf("weir chaos: seed %d, everything in %s%n", chosen, directory);
    out.flush();
    int status = 1;
    try (DemoCluster cluster = DemoCluster.start(directory, DemoCluster.Ports.ANY, step -> {})) {
      cluster.setUp();
      cluster.startRoles();
      status = run(cluster, new Random(chosen), out);
    } catch (IllegalStateException e) {
      spec.commandLine().getErr().println("weir chaos: " + e.getMessage());
    }
    if (status == 0) {
      DataDirectory.remove(directory);
    } else {
      out.println("weir chaos: logs and data are kept in " + directory);
    }
    return status;
  }

  private int run(DemoCluster cluster, Random random, PrintWriter out) throws InterruptedException {
    try (var producer = new KafkaProducer<byte[], byte[]>(Clients.producer(cluster.kafka()));
        var consumer = Clients.watcher(cluster.kafka());
        Admin admin = Admin.create(Clients.admin(cluster.kafka()))) {
      Rounds all = new Rounds(cluster, new PipelineObserver(admin, consumer), producer, random);
      out.printf(
          ROW, "round", "input", "fault", "records", "events", "refused", "lost", "doubled", "s");
      List<String> faults = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        faults.addAll(all.play(round, out));
        out.flush();
      }
      faults.forEach(fault -> out.println("  " + fault));
      out.printf(
          "chaos: %d rounds, %d lost, %d doubled, %d not accounted for%n",
          rounds, all.lost, all.doubled, faults.size());
      return faults.isEmpty() ? 0 : 1;
    }
  }

  /** Plays rounds on one stack, one after the other. */
  private static final class Rounds {
    private final DemoCluster cluster;
    private final PipelineObserver observer;
    private final Producer<byte[], byte[]> producer;
    private final Random random;
    private final Map<String, Server> processes;
    private final StoreQueries queries = new StoreQueries();
    private final List<ChaosInput> inputs;
    private final List<ChaosFault> faults;
    private long lost;
    private long doubled;

    Rounds(
        DemoCluster cluster,
        PipelineObserver observer,
        Producer<byte[], byte[]> producer,
        Random random) {
      this.cluster = cluster;
      this.observer = observer;
      this.producer = producer;
      this.random = random;
      this.processes = new TreeMap<>(cluster.roles());
      processes.put("kafka", cluster.kafka());
      processes.put("elasticsearch", cluster.elasticsearch());
      if (System.getenv("LOKI_URL") == null) {
        cluster.loki().ifPresent(loki -> processes.put("loki", loki));
      }
      this.inputs = shuffled(List.of(ChaosInput.values()));
      this.faults = shuffled(ChaosFault.all(processes));
    }

    /** All of them in an order of chance, so that each has its turn before one comes again. */
    private <T> List<T> shuffled(List<T> all) {
      List<T> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      return shuffled;
    }

    /** Plays a round and writes its row; returns what was wrong, a sentence each. */
    List<String> play(int round, PrintWriter out) throws InterruptedException {
      Instant start = Instant.now();
      ChaosInput input = inputs.get(round % inputs.size());
      ChaosFault fault = faults.get(round % faults.size());
      long events = observer.eventIds().size();
      long refused = refused();
      ChaosInput.Writer writer = new ChaosInput.Writer(Integer.toString(round), start);
      input.write(writer, new Random(random.nextLong()));

      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> Sending.all(producer, writer.records().stream()));
      fault.happen(processes, random);
      join(writing);
      List<String> open =
          new ArrayList<>(
              new LedgerCheck(observer, cluster.eventSinks()).await(PATIENCE, () -> {}));
      long more = refused() - refused;
      if (more != input.deadLetters()) {
        open.add("%d dead letters, not %d".formatted(more, input.deadLetters()));
      }
      long lostNow = 0;
      long doubledNow = 0;
      for (List<String> stored : stored()) {
        Set<String> distinct = new HashSet<>(stored);
        doubledNow += stored.size() - distinct.size();
        Set<String> missing = new HashSet<>(observer.eventIds());
        missing.removeAll(distinct);
        lostNow += missing.size();
      }
      if (lostNow > lost || doubledNow > doubled) {
        open.add("the stores do not return every event once");
      }
      out.printf(
          ROW,
          round,
          input.title(),
          fault,
          writer.records().size(),
          observer.eventIds().size() - events,
          more,
          lostNow - lost,
          doubledNow - doubled,
          Duration.between(start, Instant.now()).toSeconds());
      lost = lostNow;
      doubled = doubledNow;
      return open.stream()
          .map(sentence -> "round %d, %s, %s: %s".formatted(round, input.title(), fault, sentence))
          .toList();
    }

    private static void join(CompletableFuture<Void> writing) {
      try {
        writing.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof IllegalStateException cause) {
          throw cause;
        }
        throw e;
      }
    }

    private long refused() {
      return observer.deadLetters().values().stream().mapToLong(Long::longValue).sum();
    }

    private List<List<String>> stored() {
      List<List<String>> stored = new ArrayList<>();
      stored.add(queries.elasticsearchIds(cluster.elasticsearch().uri()));
      cluster
          .loki()
          .ifPresent(
              loki ->
                  stored.add(
                      queries.lokiIds(
                          loki.uri(),
                          Instant.now().minus(Duration.ofDays(2)),
                          Instant.now().plus(Duration.ofHours(1)))));
      return stored;
    }
  }
}

package io.weir.bench;

import io.weir.cli.bench.MadeCounts;
import io.weir.cli.bench.SimulatedPods;
import io.weir.cli.bench.SimulatedPods.Made;
import io.weir.cli.bench.Throughput;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.command.RedactionOptions;
import io.weir.demo.Clients;
import io.weir.demo.DataDirectory;
import io.weir.demo.RunningCheckout;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Weir's roles as they run, on records of many pods: what a record costs each of them. */
@Command(
    name = "pipeline",
    header = "Measures the running roles: records per second and processor time.",
    description =
        "Starts a broker, writes records to it that are made of recorded ones, and lets each role "
            + "work them off by itself: enrich, then the sinks, to stores that only count. Warm is "
            + "the second half of the records. The last line is the sum of the warm processor time "
            + "of all roles. Needs a checkout.",
    mixinStandardHelpOptions = true)
public final class PipelineCommand implements Callable<Integer> {
  private static final String HEAD = "%-20s %10s %10s %9s %9s %9s %6s";
  private static final String ROW = "%-20s %,10.0f %,10.0f %9.1f %9.1f %,9d %,6d";

  /** Records that go through the bare stage before more are made. */
  private static final int PASS = 2_000;

  @Spec private CommandSpec spec;

  @Option(names = "--records", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int records = 1_000_000;

  @Option(
      names = "--pods",
      paramLabel = "N",
      description = "pods that write the records (default: ${DEFAULT-VALUE})")
  private int pods = 200;

  @Option(
      names = "--apps",
      paramLabel = "N",
      description = "applications that the pods belong to (default: ${DEFAULT-VALUE})")
  private int apps = 30;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "of each topic (default: ${DEFAULT-VALUE})")
  private int partitions = 4;

  @Option(
      names = "--store-latency",
      paramLabel = "MS",
      description = "how long a store takes to answer (default: at once)")
  private int latency;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "of enrich (default: ${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "of each role, as for -Xmx (default: ${DEFAULT-VALUE})")
  private String heap = "307m";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the records (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path checkout = RunningCheckout.of("bench pipeline");
    List<byte[]> recorded = RecordedLogs.ofNow(checkout);
    Path directory = DataDirectory.create("weir-bench");
    PrintWriter err = spec.commandLine().getErr();
    try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
        Admin admin = Admin.create(Clients.admin(kafka))) {
      TopicsSetup.run(admin, partitions, (short) 1);
      measure(new RoleBench(kafka, admin, directory, heap), recorded);
    } catch (IllegalStateException e) {
      err.println("weir bench pipeline: " + e.getMessage());
      err.println("weir bench pipeline: logs are kept in " + directory);
      return CommandRunner.FAILED;
    } catch (ExecutionException e) {
      err.println("weir bench pipeline: Kafka: " + e.getCause().getMessage());
      return CommandRunner.FAILED;
    }
    DataDirectory.remove(directory);
    return CommandRunner.DONE;
  }

  private void measure(RoleBench roles, List<byte[]> recorded)
      throws InterruptedException, ExecutionException {
    long bytes = roles.produce(simulated(recorded), records);
    print(
        "records: %,d of %,d bytes, %,d pods, %,d apps, %d partitions, %d ms until a store answers",
        records, bytes / records, pods, apps, partitions, latency);
    print(HEAD, "", "records/s", "warm", "CPU s/M", "warm", "bytes", "MiB");
    RoleCost enrich = roles.enrich(records, threads);
    RoleBench.Events made = roles.events();
    row("enrich events", enrich, made.bytes() / Math.max(1, made.count()));
    print(
        "  %,d events of the %,d records, with %.2f times their bytes",
        made.count(), records, (double) made.bytes() / bytes);
    double sum = enrich.warmCpuSecondsPerMillion();
    for (RoleBench.SinkRole sink : RoleBench.SinkRole.values()) {
      try (StandInStore store = new StandInStore(latency)) {
        RoleCost cost = roles.sink(sink, store, made.count());
        row("sink " + sink.label(), cost, store.bytes() / Math.max(1, store.stored()));
        print(
            "  %,d requests of %,d events on average",
            store.requests(), made.count() / Math.max(1, store.requests()));
        sum += cost.warmCpuSecondsPerMillion();
      }
    }
    Throughput stage = stage(simulated(recorded));
    print(
        "bare stage: %,.0f records/s, %.1f CPU s per million; the roles take %.1f times that",
        stage.recordsPerSecond(), stage.cpuSecondsPerMillion(), sum / stage.cpuSecondsPerMillion());
    print("pipeline: %.0f CPU s per million", sum);
  }

  private SimulatedPods simulated(List<byte[]> recorded) {
    return new SimulatedPods(recorded, pods, apps, seed);
  }

  /** The same records through the stage alone, in one thread of this process. */
  private Throughput stage(SimulatedPods simulated) {
    Redactor redactor = redaction.redactor();
    Throughput run =
        new Throughput(
            new EventsStage(
                Topic.LOGS_RAW.name(),
                0,
                redaction.eventIds(),
                () -> redactor,
                Clock.systemUTC(),
                new MadeCounts()));
    for (int done = 0; done < records; done += PASS) {
      if (done >= records / 2 && done - PASS < records / 2) {
        run.reset();
      }
      run.pass(Stream.generate(simulated::next).limit(PASS).map(Made::value).toList());
    }
    return run;
  }

  private void row(String name, RoleCost cost, long bytes) {
    print(
        ROW,
        name,
        cost.recordsPerSecond(),
        cost.warmRecordsPerSecond(),
        cost.cpuSecondsPerMillion(),
        cost.warmCpuSecondsPerMillion(),
        bytes,
        cost.peakMemory());
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}

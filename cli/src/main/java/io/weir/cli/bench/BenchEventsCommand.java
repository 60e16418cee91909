package io.weir.cli.bench;

import io.weir.cli.bench.SimulatedPods.Made;
import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.RedactionOptions;
import io.weir.cli.command.UsageError;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "events",
    header = "Measures throughput from raw record to redacted event.",
    description =
        "Runs all of it (decode, join, parse, redact, encode) on one thread, over the "
            + "records of a file, again and again with other pods, times and numbers; or over "
            + "records made of them for so many pods, whose metadata stays the same. The last "
            + "line is the result: 10^6 bytes of raw records per second.",
    mixinStandardHelpOptions = true)
final class BenchEventsCommand implements Callable<Integer> {
  private static final int PODS_OF_AN_APP = 7;

  /** Records of a pass of simulated pods. */
  private static final int PASS = 2_000;

  @Spec private CommandSpec spec;
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Parameters(paramLabel = "FILE", description = "raw records of logs.raw, one per line")
  private Path file;

  @Option(
      names = "--pods",
      paramLabel = "N",
      description = "pods that write in no order (default: as many as the file has, in its order)")
  private int pods;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "measured time (default: ${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "seconds before anything is measured (default: ${DEFAULT-VALUE})")
  private int warmUp = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the variations (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() {
    List<byte[]> records = records();
    Redactor redactor = redaction.redactor();
    MadeCounts made = new MadeCounts();
    EventsStage stage =
        new EventsStage(
            Topic.LOGS_RAW.name(),
            0,
            redaction.eventIds(),
            () -> redactor,
            Clock.systemUTC(),
            made);
    Throughput run = new Throughput(stage);
    Supplier<List<byte[]>> passes = pods > 0 ? ofPods(records) : varied(records);
    run(run, passes, warmUp);
    run.reset();
    MadeCounts before = made.copy();
    run(run, passes, seconds);
    report(run, made, before);
    return 0;
  }

  /** Passes until the time is over, at least one. */
  private static void run(Throughput run, Supplier<List<byte[]>> passes, int seconds) {
    do {
      // Made before the clock runs.
      run.pass(passes.get());
    } while (run.nanos() < TimeUnit.SECONDS.toNanos(seconds));
  }

  private Supplier<List<byte[]>> varied(List<byte[]> records) {
    AtomicLong next = new AtomicLong(seed);
    return () -> {
      RecordVariation variation = new RecordVariation(next.getAndIncrement());
      return records.stream().map(variation::of).toList();
    };
  }

  private Supplier<List<byte[]>> ofPods(List<byte[]> records) {
    try {
      SimulatedPods simulated =
          new SimulatedPods(records, pods, Math.max(1, pods / PODS_OF_AN_APP), seed);
      return () -> Stream.generate(simulated::next).limit(PASS).map(Made::value).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(file + " holds " + e.getMessage());
    }
  }

  private void report(Throughput run, MadeCounts made, MadeCounts before) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("records: %,d of %,d bytes on average%n", run.records(), run.bytesPerRecord());
    out.printf(
        "made of them: %,d events of %,d bytes on average, %,d dead letters%n",
        made.events() - before.events(),
        (made.bytes() - before.bytes()) / Math.max(1, made.events() - before.events()),
        made.deadLetters() - before.deadLetters());
    out.printf("records per second: %,.0f%n", run.recordsPerSecond());
    out.printf("allocated per record: %,d bytes%n", run.allocatedPerRecord());
    out.printf("per second of processor time: %.0f MB%n", run.megabytesPerCpuSecond());
    out.printf("events: %.0f MB/s%n", run.megabytesPerSecond());
    out.flush();
  }

  private List<byte[]> records() {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      // Byte for byte, whatever the file holds.
      List<byte[]> records =
          lines
              .filter(line -> !line.isEmpty())
              .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
              .toList();
      if (records.isEmpty()) {
        throw new CommandFailure(file + " holds no record");
      }
      return records;
    } catch (IOException | UncheckedIOException e) {
      throw new UsageError(file + " cannot be read");
    }
  }
}

package io.weir.hostile;

import io.weir.cli.bench.MadeCounts;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.command.RedactionOptions;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.topic.Topic;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "hostile",
    header = "Measures worst-case input: is time linear in size?",
    description =
        "Runs records that somebody may write to make Weir slow through the whole stage, in "
            + "growing sizes, and prints the processor's time per byte in nanoseconds. For each "
            + "text the worst beginning of a line is shown. Exit status 1 if a byte costs more "
            + "than three times as much in a record of ten times the size: time would not be "
            + "linear.",
    mixinStandardHelpOptions = true)
final class HostileCommand implements Callable<Integer> {
  private static final int[] SIZES = {10_000, 100_000, 1_000_000};

  /** How often each is measured; the fastest counts, so that other work does not. */
  private static final int[] TIMES = {10, 4, 3};

  /** How often where the first look was suspicious. */
  private static final int AGAIN = 20;

  /** So long is a suspicious one looked at again before it is called a growth. */
  private static final int PATIENCE_SECONDS = 10;

  private static final double MAX_GROWTH = 3;

  @Spec private CommandSpec spec;
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "texts and beginnings in whose names this is")
  private String only = "";

  @Option(names = "--all", description = "show all beginnings of each text")
  private boolean all;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Nanoseconds a byte by size; 0 for sizes that were not tried any more. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Cost(WorstCaseInput shape, double[] nanos) {
    /** The largest from one size to the next. */
    double growth() {
      double growth = 0;
      for (int i = 1; i < nanos.length && nanos[i] > 0; i++) {
        growth = Math.max(growth, nanos[i] / nanos[i - 1]);
      }
      return growth;
    }
  }

  @Override
  public Integer call() {
    List<WorstCaseInput> shapes =
        WorstCaseInput.all().stream()
            .filter(shape -> (shape.name() + " " + shape.beginning()).contains(only))
            .toList();
    Redactor redactor = redaction.redactor();
    // Before anything is measured.
    shapes.forEach(shape -> cost(shape, SIZES[0], TIMES[0], redactor));
    Map<String, List<WorstCaseInput>> byText =
        shapes.stream()
            .collect(
                Collectors.groupingBy(
                    WorstCaseInput::name, LinkedHashMap::new, Collectors.toList()));
    PrintWriter out = spec.commandLine().getOut();
    printHead(out);
    double worst = 0;
    for (List<WorstCaseInput> ofText : byText.values()) {
      List<Cost> costs =
          ofText.stream()
              .map(shape -> costs(shape, redactor))
              .sorted(Comparator.comparingDouble(Cost::growth).reversed())
              .toList();
      print(out, all ? costs : costs.subList(0, 1));
      worst = Math.max(worst, costs.get(0).growth());
    }
    out.printf(Locale.ROOT, "worst growth: %.1f%n", worst);
    out.flush();
    return worst > MAX_GROWTH ? CommandRunner.FAILED : CommandRunner.DONE;
  }

  private static void printHead(PrintWriter out) {
    out.printf("%-26s %-18s", "text", "beginning");
    for (int size : SIZES) {
      out.printf(Locale.ROOT, " %,10d", size);
    }
    out.printf(" %8s%n", "growth");
  }

  private static void print(PrintWriter out, List<Cost> costs) {
    for (Cost cost : costs) {
      out.printf("%-26s %-18s", cost.shape.name(), cost.shape.beginning());
      for (double nanos : cost.nanos) {
        out.printf(Locale.ROOT, " %10.1f", nanos);
      }
      out.printf(Locale.ROOT, " %8.1f%s%n", cost.growth(), cost.growth() > MAX_GROWTH ? " !" : "");
    }
    out.flush();
  }

  private Cost costs(WorstCaseInput shape, Redactor redactor) {
    Cost cost = new Cost(shape, new double[SIZES.length]);
    for (int i = 0; i < SIZES.length && (i == 0 || cost.growth() <= MAX_GROWTH); i++) {
      cost.nanos[i] = cost(shape, SIZES[i], TIMES[i], redactor);
      // It may be chance: the compiler, which takes seconds for a large method, or other work.
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (cost.growth() > MAX_GROWTH && System.nanoTime() < until) {
        cost.nanos[i] = Math.min(cost.nanos[i], cost(shape, SIZES[i], AGAIN, redactor));
      }
    }
    return cost;
  }

  private double cost(WorstCaseInput shape, int size, int times, Redactor redactor) {
    byte[] record = shape.record().apply(size);
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      // A new one each time: nothing is known of the source, so all parsers are asked.
      EventsStage stage =
          new EventsStage(
              Topic.LOGS_RAW.name(),
              0,
              redaction.eventIds(),
              () -> redactor,
              Clock.systemUTC(),
              new MadeCounts());
      long before = threads.getCurrentThreadCpuTime();
      stage.add(i, record, i);
      stage.flush();
      fastest = Math.min(fastest, threads.getCurrentThreadCpuTime() - before);
    }
    return (double) fastest / record.length;
  }
}

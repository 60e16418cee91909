package io.weir.cli.capacity;

import io.weir.cli.capacity.CapacityPlan.Role;
import io.weir.cli.capacity.CapacityPlan.Stores;
import io.weir.cli.capacity.Figures.Origin;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.command.UsageError;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what {@link CapacityPlan} computes, for one store and for both. */
@Command(
    name = "capacity",
    header = "Estimates pods, partitions, storage and cost of a workload.",
    description =
        "From measured figures where there are any, and assumed ones where there are none; it says "
            + "which is which. --figures replaces both, and prices.",
    mixinStandardHelpOptions = true)
public final class CapacityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--events-per-second",
      paramLabel = "N",
      required = true,
      description = "lines of all pods, on average")
  private long eventsPerSecond;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "280",
      description = "length of a line on average (default: 280, that of the recorded input)")
  private int bytes;

  @Option(
      names = "--namespaces",
      paramLabel = "N",
      defaultValue = "20",
      description = "namespaces that write (default: 20)")
  private int namespaces;

  @Option(
      names = "--figures",
      paramLabel = "FILE",
      description = "numbers of your own, in the form of figures.yaml")
  private Path figuresFile;

  @Override
  public Integer call() {
    if (eventsPerSecond < 1 || bytes < 1 || namespaces < 1) {
      throw new UsageError("--events-per-second, --bytes and --namespaces must be above zero");
    }
    Figures figures = Figures.shipped();
    if (figuresFile != null) {
      figures = figures.with(figuresFile);
    }
    PrintWriter out = spec.commandLine().getOut();
    Workload load = new Workload(eventsPerSecond, bytes, namespaces);
    print(out, "Loki", new CapacityPlan(load, figures, Stores.LOKI));
    out.println();
    print(
        out,
        "Loki, and audits and alerts in Elasticsearch",
        new CapacityPlan(load, figures, Stores.AUDIT));
    out.println();
    print(
        out,
        "Loki, and every event in Elasticsearch too",
        new CapacityPlan(load, figures, Stores.BOTH));
    for (Origin origin : List.of(Origin.MEASURED, Origin.ASSUMED, Origin.GIVEN)) {
      printFigures(out, figures, origin);
    }
    out.flush();
    return CommandRunner.DONE;
  }

  /** So that nobody takes an estimate for a measurement. */
  private static void printFigures(PrintWriter out, Figures figures, Origin origin) {
    List<String> keys = figures.keys(origin);
    if (!keys.isEmpty()) {
      out.println();
      out.println("Computed with numbers that are " + origin.name().toLowerCase(Locale.ROOT));
      for (String key : keys) {
        line(
            out,
            "  %-40s %s",
            key,
            BigDecimal.valueOf(figures.get(key)).stripTrailingZeros().toPlainString());
      }
    }
  }

  private static void print(PrintWriter out, String title, CapacityPlan plan) {
    Figures figures = plan.figures();
    out.println(title);
    line(out, "  %-20s %6d", "partitions", plan.partitions());
    for (Role role : plan.roles()) {
      line(
          out,
          "  %-20s %6d pods, %.2f cores (%s), %,.0f MiB",
          role.name(),
          role.pods(),
          role.cores(),
          role.origin().name().toLowerCase(Locale.ROOT),
          role.mib());
    }
    line(
        out,
        "  %-20s %,6.0f GB in %.0f copies, %.0f hours",
        "Kafka",
        plan.kafkaGb(),
        figures.get("store.kafka.copies"),
        figures.get("store.kafka.hours"));
    line(
        out, "  %-20s %,6.0f GB, %.0f days", "Loki", plan.lokiGb(), figures.get("store.loki.days"));
    if (plan.stores() != Stores.LOKI) {
      line(
          out,
          "  %-20s %,6.0f GB in %.0f copies, %.0f days",
          "Elasticsearch",
          plan.elasticsearchGb(),
          figures.get("store.elasticsearch.copies"),
          figures.get("store.elasticsearch.days"));
    }
    line(
        out,
        "  %-20s %6d x (3 t3.large + 3 t3.medium), for %.1f cores and %.1f GiB",
        "nodes",
        plan.nodeGroups(),
        plan.cores(),
        plan.mib() / 1_024);
    line(out, "  %-20s %9s %9s", "dollars a month", "one zone", "three");
    cost(out, "  on demand", plan, 1);
    cost(out, "  reserved", plan, figures.get("price.reserved"));
    cost(out, "  spot", plan, figures.get("price.spot"));
  }

  private static void cost(PrintWriter out, String how, CapacityPlan plan, double share) {
    line(out, "  %-20s %,9.0f %,9.0f", how, plan.monthly(share, false), plan.monthly(share, true));
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}

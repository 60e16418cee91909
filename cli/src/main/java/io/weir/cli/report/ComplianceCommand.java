package io.weir.cli.report;

import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.command.UsageError;
import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.config.Settings;
import io.weir.cli.report.page.Csv;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Month;
import io.weir.cli.report.section.CompliancePage;
import io.weir.cli.report.section.ComplianceReport;
import io.weir.cli.report.section.FileNames;
import io.weir.enrich.redact.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the stores about a month, and writes the answers into files. */
@Command(
    name = "compliance",
    header = "Writes the compliance report of a month as HTML and CSV.",
    description =
        "Says what was collected in a month, what was not, who did what, which incidents there "
            + "were, what was redacted, and whether anything was removed, by Elasticsearch and by "
            + "the ledger in Kafka. Reads only. Status 1 if something needs an explanation.",
    mixinStandardHelpOptions = true)
final class ComplianceCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description =
          "configuration of weir sink elasticsearch; the user needs to read, and should see "
              + "statistics and policies")
  private Path config;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      required = true,
      description = "the month, in UTC")
  private String monthText;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "where to write the files; is made if it does not exist")
  private Path directory;

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "redaction policies of your own, so that their classes are counted")
  private List<Path> policies = List.of();

  ComplianceCommand() {
    this(Clock.systemUTC());
  }

  ComplianceCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant now = clock.instant();
    Month month = Month.parse(monthText);
    if (month.from().isAfter(now)) {
      throw new UsageError("--month " + month + " has not begun");
    }
    ElasticsearchConfig settings = ElasticsearchConfig.read(Settings.load(config, System.getenv()));
    Set<String> classes = classes();
    makeDirectory();
    ComplianceReport report = new ComplianceQuery(settings, classes, month, now).run();
    return write(report);
  }

  private Set<String> classes() {
    Set<String> classes = new TreeSet<>(Policies.standard().classes());
    policies.forEach(file -> classes.addAll(Policies.load(file).classes()));
    return classes;
  }

  /** Before the stores are asked, which takes a while. */
  private void makeDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UsageError(directory + ": cannot be made a directory");
    }
  }

  private int write(ComplianceReport report) {
    FileNames files = new FileNames(report.month());
    CompliancePage page = new CompliancePage(report);
    List<Table> tables = page.tables();
    try {
      for (Table table : tables) {
        write(files.csv(table), Csv.of(table));
      }
      write(files.page(), page.html());
    } catch (IOException e) {
      throw new CommandFailure(directory + ": cannot be written to");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d events of %,d raw records, %,d incidents, %,d values redacted",
            report.month(),
            report.collected().total().events(),
            report.collected().total().records(),
            report.incidents().total(),
            report.redactions().values()));
    out.println(
        String.format(
            Locale.ROOT,
            "wrote %s and %,d CSV files",
            directory.resolve(files.page()),
            tables.size()));
    List<String> open = report.open();
    open.forEach(sentence -> out.println("open: " + sentence));
    if (open.isEmpty()) {
      out.println(report.verdict());
    }
    out.flush();
    return open.isEmpty() ? CommandRunner.DONE : CommandRunner.FAILED;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }
}

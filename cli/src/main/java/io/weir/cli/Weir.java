package io.weir.cli;

import io.weir.cli.bench.BenchCommand;
import io.weir.cli.capacity.CapacityCommand;
import io.weir.cli.command.CommandRunner;
import io.weir.cli.report.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code weir} command. Its exit status is one of {@link CommandRunner}'s. */
@Command(
    name = "weir",
    header = "Takes a cluster's logs and security events to Loki, Elasticsearch and alerts.",
    footer =
        "%nExit status: 0 done, 1 something is wrong with the data or a server, 2 something is "
            + "wrong with the command line or the configuration.",
    mixinStandardHelpOptions = true,
    version = "weir 0.1.0",
    subcommands = {
      EventsCommand.class,
      ExplainCommand.class,
      IncidentsCommand.class,
      RedactCommand.class,
      PseudonymCommand.class,
      CheckCommand.class,
      FormatsCommand.class,
      EnrichCommand.class,
      SinkCommand.class,
      SetupCommand.class,
      ReportCommand.class,
      CapacityCommand.class,
      BenchCommand.class
    })
public final class Weir implements Runnable {
  static final int DONE = CommandRunner.DONE;
  static final int FAILED = CommandRunner.FAILED;
  static final int MISUSED = CommandRunner.MISUSED;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandRunner.commandLine(new Weir());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command; see weir --help");
  }
}

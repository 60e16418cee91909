package io.weir.cli;

import io.weir.cli.bench.BenchCommand;
import io.weir.cli.chaos.ChaosCommand;
import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.TerminalText;
import io.weir.cli.command.UsageError;
import io.weir.cli.demo.DemoCommand;
import io.weir.ingest.yaml.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code weir} command. Exit status: 0 done, 1 something is wrong with the data or a server, 2
 * something is wrong with the command line or the configuration.
 */
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
      BenchCommand.class,
      DemoCommand.class,
      ChaosCommand.class
    })
public final class Weir implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Weir())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((fault, line, parsed) -> report(fault, line));
  }

  /** A user's mistake is one sentence; a fault of ours keeps its stack trace. */
  private static int report(Exception fault, CommandLine line) throws Exception {
    int status = status(fault);
    String command = line.getCommandSpec().qualifiedName();
    line.getErr().println(command + ": " + TerminalText.shown(fault.getMessage()));
    return status;
  }

  private static int status(Exception fault) throws Exception {
    if (fault instanceof ConfigException || fault instanceof UsageError) {
      return MISUSED;
    }
    if (fault instanceof CommandFailure) {
      return FAILED;
    }
    throw fault;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command; see weir --help");
  }
}

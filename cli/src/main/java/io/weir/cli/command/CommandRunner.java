package io.weir.cli.command;

import io.weir.ingest.yaml.ConfigException;
import picocli.CommandLine;

/**
 * How every command of {@code weir} is run, and what its exit status means: 0 done, 1 something is
 * wrong with the data or a server, 2 something is wrong with the command line or the configuration.
 */
public final class CommandRunner {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int MISUSED = 2;

  private CommandRunner() {}

  /** The command with its subcommands, ready to be executed. */
  public static CommandLine commandLine(Object command) {
    return new CommandLine(command)
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
}

package io.weir.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements that anyone can repeat on their own machine and their own data. */
@Command(
    name = "bench",
    header = "Measures Weir on your machine and your data.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchEventsCommand.class, BenchRedactionCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: events or redaction; see weir bench --help");
  }
}

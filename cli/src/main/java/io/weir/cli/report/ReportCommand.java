package io.weir.cli.report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reports on what Weir has done, for people who were not there. */
@Command(
    name = "report",
    header = "Reports on a month, for auditors.",
    mixinStandardHelpOptions = true,
    subcommands = ComplianceCommand.class)
public final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: compliance; see weir report --help");
  }
}

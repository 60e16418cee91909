package io.weir.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "formats",
    header = "Works on log formats of your own.",
    mixinStandardHelpOptions = true,
    subcommands = FormatsTestCommand.class)
final class FormatsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: test; see weir formats --help");
  }
}

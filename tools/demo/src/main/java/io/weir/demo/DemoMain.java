package io.weir.demo;

import io.weir.chaos.ChaosCommand;
import io.weir.cli.command.CommandRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./weir demo} and {@code ./weir chaos} of a checkout: the commands that start servers. */
@Command(
    name = "weir",
    subcommands = {DemoCommand.class, ChaosCommand.class})
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandRunner.commandLine(new DemoMain());
  }
}

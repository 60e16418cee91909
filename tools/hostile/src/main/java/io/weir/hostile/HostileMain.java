package io.weir.hostile;

import io.weir.cli.command.CommandRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./weir bench hostile} of a checkout: whether time stays linear for worst-case input. */
@Command(name = "weir", subcommands = HostileMain.Bench.class)
public final class HostileMain {
  private HostileMain() {}

  @Command(name = "bench", subcommands = HostileCommand.class)
  static final class Bench {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  public static CommandLine commandLine() {
    return CommandRunner.commandLine(new HostileMain());
  }
}

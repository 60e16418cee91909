package io.weir.demo;

import io.weir.bench.FreshnessCommand;
import io.weir.bench.PipelineCommand;
import io.weir.chaos.ChaosCommand;
import io.weir.cli.command.CommandRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of a checkout that start servers: demo, chaos, and what measures with servers. */
@Command(
    name = "weir",
    subcommands = {DemoCommand.class, ChaosCommand.class, DemoMain.Bench.class})
public final class DemoMain {
  private DemoMain() {}

  /** What measures the running roles. */
  @Command(
      name = "bench",
      header = "Measures the roles as they run.",
      subcommands = {PipelineCommand.class, FreshnessCommand.class})
  static final class Bench {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandRunner.commandLine(new DemoMain());
  }
}

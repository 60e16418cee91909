package io.weir.demo;

import io.weir.bench.FreshnessCommand;
import io.weir.bench.PipelineCommand;
import io.weir.chaos.ChaosCommand;
import io.weir.cli.command.CommandRunner;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of a checkout that start servers: demo, chaos, and what measures with servers. */
@Command(
    name = "weir",
    subcommands = {DemoCommand.class, ChaosCommand.class, DemoMain.Bench.class})
public final class DemoMain {
  /** Libraries that say at their start what nobody here can use; loggers are held weakly. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("io.opentelemetry"), Logger.getLogger("org.openqa.selenium"));

  private DemoMain() {}

  /** What measures the running roles. */
  @Command(
      name = "bench",
      header = "Measures the roles as they run.",
      subcommands = {PipelineCommand.class, FreshnessCommand.class})
  static final class Bench {}

  public static void main(String[] args) {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandRunner.commandLine(new DemoMain());
  }
}

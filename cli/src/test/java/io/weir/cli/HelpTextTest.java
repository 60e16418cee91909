package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTextTest {
  static Stream<CommandLine> everyCommand() {
    List<CommandLine> all = new ArrayList<>();
    collect(Weir.commandLine(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(below -> collect(below, all));
  }

  /** The list of commands shows the first line only, which once was half a sentence. */
  @ParameterizedTest
  @MethodSource("everyCommand")
  void theFirstLineIsAWholeSentence(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().header())
        .as(command.getCommandSpec().qualifiedName())
        .singleElement()
        .asString()
        .matches("[A-Z].{10,80}[.?]");
  }

  /** A percent sign is a format of picocli's, which then prints a warning and the raw text. */
  @ParameterizedTest
  @MethodSource("everyCommand")
  void theHelpIsShownWithoutAWarning(CommandLine command) {
    PrintStream err = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    try {
      String help = command.getUsageMessage();

      assertThat(help).contains("Usage: ").doesNotContain("%%", "%n");
      assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
    } finally {
      System.setErr(err);
    }
  }
}

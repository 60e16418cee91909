package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.Weir;
import io.weir.hostile.HostileMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** Every command that a document, a rule or a runbook names must be one that there is. */
class DocumentedCommandsTest {
  private static final Path CHECKOUT = Path.of("../..");

  /** Where documents may be; what is built and what was recorded is none. */
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "(?!.*/(target|golden|recorded/records|recorded/variants|\\.git)/).*\\.(md|ya?ml|txt|tpl)");

  /**
   * A command in a span of code, in a block or in a sentence of a rule. It ends at what a shell
   * would not pass on, or at the end of the span. A release and a namespace may have that name too.
   */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/.-])(?<!-n |namespace |helm install |helm test |helm uninstall )(\\./)?weir((?: +[^\\s`|<>#;)&]+)+)");

  /** What the launcher of a checkout does itself. */
  private static final Set<String> OF_THE_LAUNCHER = Set.of("./weir test");

  private record Command(Path file, int line, String launcher, List<String> args) {
    @Override
    public String toString() {
      return "%s:%d: %sweir %s".formatted(file, line, launcher, String.join(" ", args));
    }
  }

  @Test
  void everyDocumentedCommandResolves() throws IOException {
    List<Command> commands = commands();

    assertThat(commands).hasSizeGreaterThan(60);
    assertThat(commands).filteredOn(command -> !resolves(command)).isEmpty();
  }

  @Test
  void noticesWhatDoesNotResolve() {
    assertThat(commandsOf("Run `weir verify`, or `weir dlq --replay`; `weir events --nothing`."))
        .hasSize(3)
        .noneMatch(DocumentedCommandsTest::resolves);
    assertThat(commandsOf("$ cat a | ./weir events --plain | ./weir incidents --rules DIR # or so"))
        .hasSize(2)
        .allMatch(DocumentedCommandsTest::resolves);
    assertThat(
            commandsOf("kubectl -n weir get pods; helm install weir helm/weir -n weir -f a.yaml"))
        .isEmpty();
    assertThat(commandsOf("weir enrich events: enrich.yaml: 'pseudonym.keys' is missing"))
        .isEmpty();
  }

  private static boolean resolves(Command command) {
    if (OF_THE_LAUNCHER.contains(command.launcher() + "weir " + String.join(" ", command.args()))) {
      return true;
    }
    return Stream.of(new CommandLine(new Weir()), DemoMain.commandLine(), HostileMain.commandLine())
        .anyMatch(line -> resolves(command, line));
  }

  private static boolean resolves(Command command, CommandLine line) {
    collectErrors(line);
    // What is left out is no fault: a sentence names a command without its arguments.
    ParseResult parsed = line.parseArgs(command.args().toArray(new String[0]));
    return Stream.iterate(parsed, Objects::nonNull, ParseResult::subcommand)
        .flatMap(level -> level.errors().stream())
        .allMatch(fault -> fault instanceof MissingParameterException);
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(DocumentedCommandsTest::collectErrors);
  }

  private static List<Command> commands() throws IOException {
    try (Stream<Path> files = Files.walk(CHECKOUT)) {
      return files
          .filter(file -> DOCUMENT.matcher(file.toString()).matches())
          .filter(Files::isRegularFile)
          .flatMap(file -> commandsOf(file).stream())
          .toList();
    }
  }

  private static List<Command> commandsOf(Path file) {
    try {
      return commandsOf(CHECKOUT.relativize(file), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Command> commandsOf(String text) {
    return commandsOf(Path.of("text"), text);
  }

  private static List<Command> commandsOf(Path file, String text) {
    List<Command> commands = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher found = COMMAND.matcher(lines.get(i));
      while (found.find()) {
        List<String> args = List.of(found.group(2).strip().split(" +"));
        // A word before a colon is what the command prints; a path is what another command is
        // given.
        if (args.stream().noneMatch(arg -> arg.endsWith(":")) && !args.get(0).contains("/")) {
          commands.add(
              new Command(file, i + 1, found.group(1) == null ? "" : "./", withoutStop(args)));
        }
      }
    }
    return commands;
  }

  /** The last word of a sentence has its full stop. */
  private static List<String> withoutStop(List<String> args) {
    List<String> words = new ArrayList<>(args);
    words.replaceAll(word -> word.replaceAll("[.,]$", ""));
    return words;
  }
}

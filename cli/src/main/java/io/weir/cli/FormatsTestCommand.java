package io.weir.cli;

import io.weir.cli.command.InputFiles;
import io.weir.cli.command.TerminalText;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.transform.Transforms;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    header = "Runs the examples in files of log formats.",
    description =
        "Parses the examples in the files and prints each that is not parsed as the file "
            + "says. Exit status 1 if there is one, or no example at all.",
    mixinStandardHelpOptions = true)
final class FormatsTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "where the formats are")
  private List<Path> paths;

  private int examples;
  private int failures;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Path file : InputFiles.of(paths)) {
      test(file, out);
    }
    out.printf("%d examples tested, %d failures%n", examples, failures);
    out.flush();
    return failures == 0 && examples > 0 ? Weir.DONE : Weir.FAILED;
  }

  private void test(Path file, PrintWriter out) {
    try {
      for (YamlNode document : YamlNode.documents(file)) {
        if (LineFormats.isFormat(document)) {
          examples += LineFormats.examples(document);
          LineFormats.failures(document).forEach(failure -> report(failure, out));
        } else if (LineFormats.isSources(document)) {
          examples += LineFormats.examples(document);
          LineFormats.failuresOfSources(document).forEach(failure -> report(failure, out));
        } else if (Transforms.isTransforms(document)) {
          examples += Transforms.examples(document);
          Transforms.failures(document).forEach(failure -> report(failure, out));
        }
      }
    } catch (ConfigException e) {
      report(e.getMessage(), out);
    }
  }

  private void report(String failure, PrintWriter out) {
    out.println(TerminalText.shown(failure));
    failures++;
  }
}

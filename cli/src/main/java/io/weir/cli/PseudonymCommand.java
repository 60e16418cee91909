package io.weir.cli;

import io.weir.cli.command.RedactionOptions;
import io.weir.cli.command.UsageError;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pseudonym",
    header = "Prints the pseudonyms of a value, to search the audit for it.",
    description =
        "One pseudonym a line: that of the active key first, then those of older keys that "
            + "are still in the file.",
    mixinStandardHelpOptions = true)
final class PseudonymCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CLASS", description = "such as email, phone or iban")
  private String label;

  @Parameters(index = "1", paramLabel = "VALUE", description = "as somebody would write it")
  private String value;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "where to look, if the policy has a pseudonym for each namespace (default: events"
              + " without one)")
  private String namespace;

  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      redaction.redactor().pseudonyms(label, value, namespace).forEach(out::println);
    } catch (IllegalArgumentException e) {
      throw new UsageError(e.getMessage());
    }
    out.flush();
    return Weir.DONE;
  }
}

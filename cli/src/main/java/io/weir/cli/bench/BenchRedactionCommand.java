package io.weir.cli.bench;

import io.weir.cli.bench.labelled.Label;
import io.weir.cli.bench.labelled.LabelFormat;
import io.weir.cli.bench.labelled.LabelledData;
import io.weir.cli.bench.labelled.LabelledText;
import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.RedactionOptions;
import io.weir.enrich.redact.Redactor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "redaction",
    header = "Scores redaction over your own labelled lines.",
    description = {
      "A value counts as found if no half of it can still be read. Labels that no class of Weir is "
          + "for, such as names of people, are counted and not scored.",
      "",
      "own: JSON lines with a text and its spans (start, end, type) in PATH/positives.jsonl, and "
          + "texts that must stay as they are in PATH/negatives*.jsonl.",
      "presidio: lists of samples (full_text, spans) as presidio-research writes them. A sample "
          + "without spans must stay as it is.",
      "creddata: PATH/meta/*.csv of CredData, and PATH/data, which its script downloads. Values "
          + "with the GroundTruth F or X must stay.",
      "vectors: texts, one a line, each with a secret somewhere (PATH/positives*.txt) or without "
          + "any (PATH/negatives*.txt). One is found if anything in the line changes.",
      "",
      "Exit status 1 if a file is not of its format; of the own format also if a value of a kind "
          + "that is known by its form alone is missed, if fewer than 98 %% of the others are "
          + "found, or if more than one line is changed that must not be."
    },
    mixinStandardHelpOptions = true)
final class BenchRedactionCommand implements Callable<Integer> {
  /** Kinds that nobody can mistake: a form of their own, most with a checksum. */
  private static final Set<String> CERTAIN =
      Set.of(
          "CREDIT_CARD",
          "IBAN",
          "JWT",
          "PRIVATE_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_KEY",
          "GCP_API_KEY",
          "GITHUB_TOKEN",
          "GITLAB_TOKEN",
          "SLACK_TOKEN",
          "SLACK_WEBHOOK",
          "NPM_TOKEN",
          "STRIPE_KEY",
          "SENDGRID_KEY");

  private static final double MIN_RECALL_OF_OTHERS = 0.98;
  private static final int MAX_CHANGED = 1;

  @Spec private CommandSpec spec;
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Parameters(paramLabel = "PATH", description = "directory of the labelled lines, or one file")
  private Path path;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "own",
      description = "own (default), presidio, creddata or vectors")
  private String format;

  @Option(names = "--misses", description = "name the lines that were not treated as labelled")
  private boolean misses;

  private final Map<String, Score> scores = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();
  private int lines;
  private int changed;

  private static final class Score {
    private int values;
    private int found;
  }

  @Override
  public Integer call() {
    LabelFormat labels = LabelFormat.named(format);
    Redactor redactor = redaction.redactor();
    LabelledData data = labels.read(path);
    if (data.texts().isEmpty()) {
      throw new CommandFailure(path + " has no labelled text that is there");
    }
    data.texts().forEach(text -> score(text, redactor.redactText(text.text()).value()));
    report(labels, data.notScored());
    // What others call a secret is not what Weir promises to find: no figure is a failure.
    return labels != LabelFormat.OWN || isGood() ? 0 : 1;
  }

  private void report(LabelFormat labels, Map<String, Integer> notScored) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-20s %7s %7s %7s%n", "class", "values", "found", "recall");
    scores.forEach((type, score) -> row(out, type, score));
    if (labels == LabelFormat.OWN) {
      row(out, "known by form", sum(CERTAIN::contains));
      row(out, "all others", sum(type -> !CERTAIN.contains(type)));
    } else {
      row(out, "all", sum(type -> true));
    }
    out.printf("%d of %d lines changed that must stay as they are%n", changed, lines);
    notScored.forEach((type, count) -> out.printf("not scored: %d of %s%n", count, type));
    if (misses) {
      missed.forEach(out::println);
    }
    out.flush();
  }

  private void score(LabelledText text, String redacted) {
    List<Label> readable = text.readable(redacted);
    for (Label label : text.hidden()) {
      Score score = scores.computeIfAbsent(label.type(), any -> new Score());
      score.values++;
      if (readable.contains(label)) {
        missed.add("missed: " + label.type() + " in " + text.name());
      } else {
        score.found++;
      }
    }
    if (!text.kept().isEmpty()) {
      lines++;
      if (text.isDamaged(redacted)) {
        changed++;
        missed.add("changed: " + text.name());
      }
    }
  }

  private boolean isGood() {
    Score certain = sum(CERTAIN::contains);
    Score others = sum(type -> !CERTAIN.contains(type));
    return certain.found == certain.values
        && others.found >= MIN_RECALL_OF_OTHERS * others.values
        && changed <= MAX_CHANGED;
  }

  private static void row(PrintWriter out, String name, Score score) {
    double recall = score.values == 0 ? 1 : (double) score.found / score.values;
    out.printf("%-20s %7d %7d %7.3f%n", name, score.values, score.found, recall);
  }

  private Score sum(Predicate<String> types) {
    Score sum = new Score();
    scores.forEach(
        (type, score) -> {
          if (types.test(type)) {
            sum.values += score.values;
            sum.found += score.found;
          }
        });
    return sum;
  }
}

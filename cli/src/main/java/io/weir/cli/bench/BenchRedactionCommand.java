package io.weir.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.RedactionOptions;
import io.weir.cli.command.UsageError;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "redaction",
    header = "Scores redaction over your own labelled lines.",
    description =
        "Reads JSON lines with a text and its spans (start, end, type) from "
            + "DIR/positives.jsonl, and lines that must stay as they are from "
            + "DIR/negatives*.jsonl. A value counts as found if no half of it survives. Exit "
            + "status 1 if a value of a kind that is known by its form alone is missed, if fewer "
            + "than 98 %% of the others are found, or if more than one line is changed that must "
            + "not be.",
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

  @Parameters(paramLabel = "DIR", description = "where the labelled lines are")
  private Path dir;

  @Option(names = "--misses", description = "name the lines that were not treated as labelled")
  private boolean misses;

  private final Map<String, Score> scores = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();

  private static final class Score {
    private int values;
    private int found;
  }

  @Override
  public Integer call() {
    Redactor redactor = redaction.redactor();
    lines(dir.resolve("positives.jsonl")).forEach(line -> score(redactor, line));
    int lines = 0;
    int changed = 0;
    for (Path file : negatives()) {
      for (JsonNode line : lines(file)) {
        lines++;
        if (!redactor.redactText(text(line)).value().equals(text(line))) {
          changed++;
          missed.add("changed: " + line.path("id").asText());
        }
      }
    }
    return report(lines, changed) ? 0 : 1;
  }

  private void score(Redactor redactor, JsonNode line) {
    String text = text(line);
    String redacted = redactor.redactText(text).value();
    for (JsonNode span : line.path("spans")) {
      String type = span.path("type").asText();
      Score score = scores.computeIfAbsent(type, any -> new Score());
      score.values++;
      if (survives(
          text.substring(span.path("start").asInt(), span.path("end").asInt()), redacted)) {
        missed.add("missed: " + type + " in " + line.path("id").asText());
      } else {
        score.found++;
      }
    }
  }

  /** Half of a secret is a secret too. */
  private static boolean survives(String value, String redacted) {
    int half = (value.length() + 1) / 2;
    return redacted.contains(value.substring(0, half))
        || redacted.contains(value.substring(value.length() - half));
  }

  private boolean report(int lines, int changed) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-20s %7s %7s %7s%n", "class", "values", "found", "recall");
    scores.forEach((type, score) -> row(out, type, score));
    Score certain = sum(true);
    Score others = sum(false);
    row(out, "known by form", certain);
    row(out, "all others", others);
    out.printf("%d of %d lines changed that must stay as they are%n", changed, lines);
    if (misses) {
      missed.forEach(out::println);
    }
    out.flush();
    return certain.found == certain.values
        && others.found >= MIN_RECALL_OF_OTHERS * others.values
        && changed <= MAX_CHANGED;
  }

  private static void row(PrintWriter out, String name, Score score) {
    double recall = score.values == 0 ? 1 : (double) score.found / score.values;
    out.printf("%-20s %7d %7d %7.3f%n", name, score.values, score.found, recall);
  }

  private Score sum(boolean certain) {
    Score sum = new Score();
    scores.forEach(
        (type, score) -> {
          if (CERTAIN.contains(type) == certain) {
            sum.values += score.values;
            sum.found += score.found;
          }
        });
    return sum;
  }

  private List<Path> negatives() {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .filter(file -> file.getFileName().toString().matches("negatives.*\\.jsonl"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UsageError(dir + " cannot be read");
    }
  }

  private static List<JsonNode> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      List<JsonNode> read = new ArrayList<>();
      for (String line : (Iterable<String>) lines::iterator) {
        read.add(Json.MAPPER.readTree(line));
      }
      return read;
    } catch (JsonProcessingException | UncheckedIOException e) {
      throw new CommandFailure(file + " cannot be read as JSON lines");
    } catch (IOException e) {
      throw new UsageError(file + " cannot be read");
    }
  }

  private static String text(JsonNode line) {
    return line.path("text").asText();
  }
}

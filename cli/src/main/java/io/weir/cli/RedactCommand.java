package io.weir.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.command.RedactionOptions;
import io.weir.enrich.redact.LineHistory;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.redact.Redactor.Redacted;
import io.weir.ingest.event.Json;
import io.weir.ingest.parse.MultilineStart;
import io.weir.ingest.parse.line.MultilineState;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "redact",
    header = "Redacts lines of text.",
    description =
        "Reads lines of text from standard input and writes them without what the policy "
            + "hides; counts by class go to standard error. The lines of a key block are one "
            + "text; others may say what is on those after them. What cannot be redacted is left out, and the exit status is then 1.",
    mixinStandardHelpOptions = true)
final class RedactCommand implements Callable<Integer> {
  /** No key is as long; one whose end never comes must not fill the memory. */
  private static final int MAX_BLOCK = 1 << 20;

  @Mixin private RedactionOptions options = new RedactionOptions();

  @Option(
      names = "--json",
      description = "a line is one JSON value, of which every text, number and key is redacted")
  private boolean json;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final LineHistory history = new LineHistory();

  @Override
  public Integer call() throws IOException {
    Redactor redactor = options.redactor();
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
    PrintWriter out =
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    int leftOut = 0;
    long number = 0;
    String next = in.readLine();
    while (next != null) {
      long first = ++number;
      StringBuilder text = new StringBuilder(next);
      MultilineState block = json ? MultilineState.CLOSED : MultilineStart.of(next);
      next = in.readLine();
      while (block == MultilineStart.KEY_BLOCK && next != null && text.length() < MAX_BLOCK) {
        block = block.accept(next);
        if (block != null) {
          text.append('\n').append(next);
          number++;
          next = in.readLine();
        }
      }
      try {
        out.println(redacted(redactor, text.toString()));
      } catch (JsonProcessingException e) {
        leftOut++;
        err.printf("line %d is no JSON and is left out%n", first);
      } catch (RuntimeException | StackOverflowError e) {
        // Not its message, which may quote the line.
        leftOut++;
        err.printf("line %d cannot be redacted and is left out%n", first);
      }
    }
    out.flush();
    counts.forEach((type, count) -> err.printf("%s: %d%n", type, count));
    err.flush();
    return leftOut == 0 ? Weir.DONE : Weir.FAILED;
  }

  private String redacted(Redactor redactor, String line) throws JsonProcessingException {
    if (!json) {
      return counted(redactor.redactText(line, history));
    }
    JsonNode value = Json.MAPPER.readTree(line);
    return Json.MAPPER.writeValueAsString(counted(redactor.redactJson(value)));
  }

  private <T> T counted(Redacted<T> redacted) {
    redacted.counts().forEach((type, count) -> counts.merge(type, count, Integer::sum));
    return redacted.value();
  }
}

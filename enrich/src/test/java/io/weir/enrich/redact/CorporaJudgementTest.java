package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.events.ReadableEvents;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Spans;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Other people's logs, in the folder that the environment variable {@code WEIR_CORPORA} names: what
 * is hidden in a line, as text, is readable nowhere in the event that is made of it. Of more lines
 * than {@code weir.judgement.lines} a sample is taken by a seed.
 */
class CorporaJudgementTest {
  private static final int LINES = Integer.getInteger("weir.judgement.lines", 60_000);
  private static final int MIN_LENGTH = 4;
  private static final int MIN_DISTINCT = 12;

  /** What Weir says itself; the same words in a line are no secrets that got there. */
  private static final Set<String> MADE_BY_WEIR =
      Set.of(
          "@timestamp",
          "event.id",
          "event.kind",
          "event.created",
          "event.ingested",
          "log.level",
          "data_stream.dataset",
          "orchestrator.resource.type",
          "weir.format",
          "weir.redactions",
          "weir.policy.version");

  private static Path corpora;

  private final Policy policy = Policies.standard();
  private final TextScanner scanner =
      new TextScanner(policy, TextScanner.allDetectors(policy.keys()));
  private final ReadableEvents events =
      new ReadableEvents("logs.raw", new Redactor(policy, Pseudonyms.development()));

  @BeforeAll
  static void find() {
    String folder = System.getenv("WEIR_CORPORA");
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "the environment variable WEIR_CORPORA names no folder with other people's logs");
    corpora = Path.of(folder);
  }

  @Test
  void whatIsHiddenInALineIsReadableNowhereInItsEvent() throws IOException {
    List<String> leaks = new ArrayList<>();
    int hidden = 0;
    for (String line : sample(lines())) {
      Set<String> values = hidden(line);
      hidden += values.size();
      events.add(record(line));
      List<String> texts = values.isEmpty() ? List.of() : texts(events.read());
      for (String value : values) {
        if (texts.stream().anyMatch(text -> isReadableIn(text, value))) {
          leaks.add(value + " of " + line);
        }
      }
      events.read();
    }
    assertThat(hidden).isGreaterThan(LINES / 100);
    assertThat(leaks).isEmpty();
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(corpora)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".md") && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
          // A byte that is no character is one of another alphabet.
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          lines.addAll(text.lines().filter(line -> !line.isBlank()).toList());
        }
      }
    }
    return lines;
  }

  private static List<String> sample(List<String> lines) {
    Collections.shuffle(lines, new Random(20261127));
    return lines.subList(0, Math.min(LINES, lines.size()));
  }

  /** What the line's text must not show, of four characters or more. */
  private Set<String> hidden(String line) {
    Set<String> values = new TreeSet<>();
    Scan scan = scanner.find(line);
    if (!scan.isClean()) {
      for (Spans.Span span : scan.spans().merged()) {
        String value = span.value(line).strip();
        if (value.length() >= MIN_LENGTH && policy.keys().ruleOf(value) == null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private static String record(String line) {
    ObjectNode record = Json.MAPPER.createObjectNode();
    record.put("time", "2026-11-23T10:00:00.000Z").put("stream", "stdout").put("logtag", "F");
    record.put("log", line);
    ObjectNode pod = record.putObject("kubernetes");
    pod.put("namespace_name", "n").put("container_name", "c").put("pod_name", "p");
    return record.toString();
  }

  /** Every text of the events, every key, and the numbers of applications. */
  private static List<String> texts(String read) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String event : read.split("\n", -1)) {
      int json = event.indexOf('{');
      if (json >= 0) {
        texts.add(event.substring(0, json));
        addTexts("", Json.MAPPER.readTree(event.substring(json)), texts);
      }
    }
    return texts;
  }

  private static void addTexts(String path, JsonNode node, List<String> texts) {
    if (MADE_BY_WEIR.contains(path)) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (path.startsWith("weir.fields")) {
        texts.add(entry.getKey());
      }
      addTexts(
          path.isEmpty() ? entry.getKey() : path + '.' + entry.getKey(), entry.getValue(), texts);
    }
    if (node.isArray()) {
      node.forEach(item -> addTexts(path, item, texts));
    }
    if (node.isTextual() || (node.isNumber() && path.startsWith("weir.fields"))) {
      texts.add(node.asText());
    }
  }

  /** A short value may be part of another word by chance. */
  private static boolean isReadableIn(String text, String value) {
    for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      int end = at + value.length();
      boolean word = Chars.startsWord(text, at) && Chars.endsWord(text, end);
      if (value.length() >= MIN_DISTINCT || (word && !isPartOfNumber(text, at, end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartOfNumber(String text, int start, int end) {
    boolean digits = text.substring(start, end).chars().allMatch(c -> Chars.isDigit((char) c));
    return digits
        && (Chars.isDigit(Chars.at(text, start - 2)) || Chars.isDigit(Chars.at(text, end + 1)));
  }
}

package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.enrich.events.ReadableEvents;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Inputs by kind, and what of them may be readable in the end. In {@code cases.jsonl} a case has a
 * {@code text}, whose lines come one by one, or a {@code topic} and {@code records}.
 */
class RedactionCasesTest {
  private final Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = RedactionCasesTest.class.getResourceAsStream("cases.jsonl")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          JsonNode test = Json.MAPPER.readTree(line);
          tests.add(DynamicTest.dynamicTest(name(test), () -> check(test)));
        }
      }
    }
    return tests;
  }

  private static String name(JsonNode test) {
    return test.get("kind").asText() + ": " + test.path("hidden") + test.path("kept");
  }

  private void check(JsonNode test) throws IOException {
    String out = test.has("text") ? lines(test.get("text").asText()) : events(test);

    for (JsonNode hidden : test.get("hidden")) {
      assertThat(out).doesNotContain(hidden.asText());
    }
    for (JsonNode kept : test.get("kept")) {
      String text = kept.asText();
      String escaped = Json.MAPPER.writeValueAsString(text);
      assertThat(out).containsAnyOf(text, escaped.substring(1, escaped.length() - 1));
    }
  }

  private String lines(String text) {
    LineHistory history = new LineHistory();
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      out.append(redactor.redactText(line, history).value()).append('\n');
    }
    return out.toString();
  }

  private String events(JsonNode test) {
    ReadableEvents events = new ReadableEvents(test.get("topic").asText(), redactor);
    test.get("records").forEach(record -> events.add(record.toString()));
    return events.read();
  }
}

package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What real stores answered, by the name of the case. */
public final class RecordedAnswers {
  private final Map<String, JsonNode> cases = new LinkedHashMap<>();

  /** Reads {@code STORE/answers.jsonl}. */
  public RecordedAnswers(String store) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RecordedAnswers.class.getResourceAsStream("/" + store + "/answers.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode answer = Json.MAPPER.readTree(line);
        cases.put(answer.path("case").asText(), answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Iterable<String> names() {
    return cases.keySet();
  }

  public int status(String name) {
    return answer(name).path("status").asInt();
  }

  /** The body as it was sent; JSON is written anew. */
  public String body(String name) {
    JsonNode body = answer(name).path("body");
    return body.isTextual() ? body.textValue() : body.toString();
  }

  private JsonNode answer(String name) {
    assertThat(cases).containsKey(name);
    return cases.get(name);
  }
}

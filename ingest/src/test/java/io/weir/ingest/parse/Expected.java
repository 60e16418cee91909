package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.ParsedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the assertions of the CrowdSec hub say of one line, put together from all stages. */
final class Expected {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String line;
  private final Map<String, String> meta = new HashMap<>();
  private final Map<String, String> parsed = new HashMap<>();

  private Expected(String line) {
    this.line = line;
  }

  /** The lines of which anything is expected, each stage's assertions found by their order. */
  static List<Expected> read(Path folder, List<String> lines) throws IOException {
    Map<Integer, Expected> byLine = new HashMap<>();
    Map<String, Integer> next = new HashMap<>();
    for (String json : Files.readAllLines(folder.resolve("expected-parse.jsonl"))) {
      JsonNode stage = JSON.readTree(json);
      String message = plain(stage.path("parsed").path("message").asText());
      if (!stage.path("success").asBoolean() || message.isEmpty()) {
        continue;
      }
      String parser = stage.path("stage").asText() + stage.path("parser").asText();
      int at = next.getOrDefault(parser, 0);
      while (at < lines.size() && !plain(lines.get(at)).contains(message)) {
        at++;
      }
      if (at == lines.size()) {
        // Some stages are asserted in another order: any line with the text will do.
        at = 0;
        while (at < lines.size() && !plain(lines.get(at)).contains(message)) {
          at++;
        }
      } else {
        next.put(parser, at + 1);
      }
      if (at < lines.size()) {
        String line = lines.get(at);
        byLine.computeIfAbsent(at, unknown -> new Expected(line)).add(stage);
      }
    }
    return new ArrayList<>(byLine.values());
  }

  /** CrowdSec takes escapes and doubled blanks out before it asserts. */
  private static String plain(String text) {
    return text.replaceAll("[\\s\\\\]+", "");
  }

  private void add(JsonNode stage) {
    stage.path("meta").properties().forEach(e -> meta.put(e.getKey(), e.getValue().asText()));
    stage.path("parsed").properties().forEach(e -> parsed.put(e.getKey(), e.getValue().asText()));
  }

  void judge(Score score) {
    Instant time = time();
    Instant received = time == null ? Instant.parse("2024-01-01T00:00:00Z") : time.plusSeconds(60);
    ParsedLine read = Formats.read(line, received);
    boolean whole =
        time != null && time.truncatedTo(ChronoUnit.SECONDS).equals(time) && read.time() != null;
    // Fractions of a number are not in the assertions.
    score.time(
        read,
        whole && read.time().truncatedTo(ChronoUnit.SECONDS).equals(time) ? read.time() : time);
    score.field(first(meta, "source_ip"), source(read));
    score.field(user(), read.fields().text(Field.USER_NAME));
    score.field(first(meta, "http_verb"), read.fields().text(Field.HTTP_REQUEST_METHOD));
    score.field(status(), read.fields().text(Field.HTTP_RESPONSE_STATUS_CODE));
    String path = first(meta, "http_path", "path_db");
    String original = String.valueOf(read.fields().text(Field.URL_ORIGINAL));
    // CrowdSec takes the scheme off an absolute target and leaves the slashes.
    boolean found = path != null && (path.equals(original) || original.endsWith(":" + path));
    score.field(path, found ? path : read.fields().text(Field.URL_PATH));
  }

  private String user() {
    String user = first(meta, "username", "user", "target_user");
    if (user == null) {
      user = first(parsed, "remote_user", "dovecot_user", "username");
    }
    return user == null || user.equals("-") ? null : user;
  }

  /** CrowdSec writes 0 for a request that was not answered. */
  private String status() {
    String status = first(meta, "http_status");
    return "0".equals(status) ? null : status;
  }

  /** Some times are asserted with the year in which the assertion was made; those do not count. */
  private Instant time() {
    try {
      String text = meta.get("timestamp");
      return text == null || text.startsWith("0000")
          ? null
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String first(Map<String, String> values, String... keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  static String source(ParsedLine parsed) {
    String ip = parsed.fields().text(Field.SOURCE_IP);
    return ip == null ? parsed.fields().text(Field.SOURCE_ADDRESS) : ip;
  }
}

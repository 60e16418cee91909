package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other people's logs, in the folder that the environment variable {@code WEIR_CORPORA} names.
 * Prints for each corpus the share of lines whose time, level and fields are read right.
 */
class CorporaReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Score> SCORES = new ArrayList<>();
  private static Path corpora;

  @BeforeAll
  static void find() {
    String folder = System.getenv("WEIR_CORPORA");
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "the environment variable WEIR_CORPORA names no folder with other people's logs");
    corpora = Path.of(folder);
  }

  @AfterAll
  static void report() {
    if (!SCORES.isEmpty()) {
      System.out.println(Score.HEADER);
      SCORES.forEach(System.out::println);
    }
  }

  @ParameterizedTest
  @EnumSource(LoghubSystem.class)
  void readsTheTimeOfEveryLineOfLoghub(LoghubSystem system) throws IOException {
    Score score = score("loghub/" + system.folder());
    List<String> lines = lines(system.log(corpora));
    List<LoghubSystem.Row> rows = system.rows(corpora);
    assertThat(lines).hasSameSizeAs(rows);

    for (int i = 0; i < rows.size(); i++) {
      LoghubSystem.Row row = rows.get(i);
      ParsedLine parsed = Formats.read(lines.get(i), system.received());
      assertThat(new Event(system.received(), parsed.message(), parsed.fields()).line())
          .isEqualTo(lines.get(i));
      score.time(parsed, row.time());
      score.level(parsed, row.level());
      if (row.component() != null) {
        score.field(row.component(), parsed.fields().text(system.componentField()));
      }
    }

    assertThat(score.timeShare()).isEqualTo(1);
    assertThat(score.levelShare()).isEqualTo(1);
    assertThat(score.fieldShare()).isGreaterThan(0.99);
  }

  @Test
  void readsEveryFieldOfTheAccessLog() throws IOException {
    Pattern combined =
        Pattern.compile(
            "(\\S+) \\S+ (\\S+) \\[([^]]+)] \"(\\S+) (\\S+) HTTP/([0-9.]+)\" (\\d+) (\\d+|-)"
                + " \"(.*?)\" \"(.*?)\"?");
    Score score = score("access");
    for (String line : lines(corpora.resolve("access/apache_combined_first4000.log"))) {
      Matcher expected = combined.matcher(line);
      assertThat(expected.matches()).as("form of the test's line").isTrue();
      ParsedLine parsed = Formats.read(line, Instant.EPOCH);
      score.time(parsed, LoghubSystem.time("dd/MMM/yyyy:HH:mm:ss Z", expected.group(3)));
      score.field(expected.group(1), Expected.source(parsed));
      score.field(absent(expected.group(2)), parsed.fields().text(Field.USER_NAME));
      score.field(expected.group(4), parsed.fields().text(Field.HTTP_REQUEST_METHOD));
      score.field(expected.group(5), parsed.fields().text(Field.URL_ORIGINAL));
      score.field(expected.group(6), parsed.fields().text(Field.HTTP_VERSION));
      score.field(expected.group(7), parsed.fields().text(Field.HTTP_RESPONSE_STATUS_CODE));
      score.field(absent(expected.group(8)), parsed.fields().text(Field.HTTP_RESPONSE_BODY_BYTES));
      score.field(absent(expected.group(9)), parsed.fields().text(Field.HTTP_REQUEST_REFERRER));
      score.field(absent(expected.group(10)), parsed.fields().text(Field.USER_AGENT_ORIGINAL));
    }

    assertThat(score.timeShare()).isEqualTo(1);
    assertThat(score.fieldShare()).isGreaterThan(0.9999);
  }

  @Test
  void readsTheLinesOfAKafkaBroker() throws IOException {
    Pattern layout = Pattern.compile("(?s)\\[([^]]+)] ([A-Z]+) .*?(?:\\(([\\w.$]+)\\))?\\s*");
    Score score = score("kafka-broker");
    for (Path file : files("kafka-broker", "kafka0_")) {
      for (String event : joined(lines(file))) {
        Matcher expected = layout.matcher(event);
        assertThat(expected.matches()).as("form of the test's event").isTrue();
        ParsedLine parsed = Formats.read(event, Instant.EPOCH);
        score.time(parsed, LoghubSystem.time("yyyy-MM-dd HH:mm:ss,SSS", expected.group(1)));
        score.level(parsed, Levels.named(expected.group(2)));
        score.field(expected.group(3), parsed.fields().text(Field.LOG_LOGGER));
      }
    }

    assertThat(score.timeShare()).isEqualTo(1);
    assertThat(score.levelShare()).isEqualTo(1);
    assertThat(score.fieldShare()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authelia-logs",
        "caddy-logs",
        "couchdb-logs",
        "dovecot-logs",
        "dovecot-slow-bf",
        "envoy-logs",
        "gitlab-logs",
        "grafana-logs",
        "harbor-logs",
        "miniflux-logs",
        "mongodb-logs",
        "nextcloud-logs",
        "nextcloud-whitelist",
        "nginx-http-malformed",
        "nginx-mail-logs",
        "nginx-proxy-manager-logs",
        "nginx-proxy-manager-malformed",
        "nginx_http-catch-npm",
        "nginx_http-logs",
        "nginx_req_limit_exceeded",
        "postfix-logs",
        "syslog-logs",
        "traefik_clf",
        "traefik_json",
        "vaultwarden-logs"
      })
  void readsWhatCrowdsecExpects(String folder) throws IOException {
    Score score = score("crowdsec-hub/" + folder);
    Path log =
        files("crowdsec-hub/" + folder, "").stream()
            .filter(CorporaReportTest::isLog)
            .findFirst()
            .orElseThrow();
    Expected.read(corpora.resolve("crowdsec-hub/" + folder), lines(log))
        .forEach(line -> line.judge(score));

    assertThat(score.share()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void readsKubernetesAuditRecords() throws IOException {
    Score score = score("audit-events/kubernetes");
    for (String line : lines(corpora.resolve("audit-events/kubernetes.jsonl"))) {
      JsonNode audit = JSON.readTree(line).get("log");
      if (audit.path("apiVersion").asText().startsWith("audit.k8s.io/")) {
        judge(score, audit);
      }
    }
    for (Path file : files("falco/k8s_audit_raw", "")) {
      if (file.toString().endsWith(".json") && !file.endsWith("expected.json")) {
        JsonNode audit = JSON.readTree(Files.readString(file));
        if (audit.isObject() && audit.path("apiVersion").asText().startsWith("audit.k8s.io/")) {
          judge(score, audit);
        }
      }
    }

    assertThat(score.share()).isEqualTo(1);
  }

  private static void judge(Score score, JsonNode audit) {
    ParsedLine parsed = Formats.read(audit.toString(), Instant.EPOCH);
    String time = audit.path("requestReceivedTimestamp").asText();
    score.time(
        parsed,
        time.isEmpty()
            ? null
            : OffsetDateTime.parse(time.replace(' ', 'T') + (time.endsWith("Z") ? "" : "Z"))
                .toInstant());
    score.field(audit.path("verb").textValue(), parsed.fields().text(Field.EVENT_ACTION));
    score.field(
        audit.path("user").path("username").textValue(), parsed.fields().text(Field.USER_NAME));
    score.field(audit.path("sourceIPs").path(0).textValue(), Expected.source(parsed));
    score.field(
        audit.path("objectRef").path("resource").textValue(),
        parsed.fields().text(Field.ORCHESTRATOR_RESOURCE_TYPE));
    score.field(
        audit.path("objectRef").path("namespace").textValue(),
        parsed.fields().text(Field.ORCHESTRATOR_NAMESPACE));
    JsonNode code = audit.path("responseStatus").path("code");
    score.field(
        code.isMissingNode() ? null : code.asText(),
        parsed.fields().text(Field.HTTP_RESPONSE_STATUS_CODE));
  }

  @Test
  void readsCloudTrailRecords() throws IOException {
    Score score = score("audit-events/aws_cloudtrail");
    for (String line : lines(corpora.resolve("audit-events/aws_cloudtrail.jsonl"))) {
      JsonNode audit = JSON.readTree(line).get("log");
      if (!audit.has("eventVersion") || !audit.has("eventSource")) {
        continue;
      }
      ParsedLine parsed = Formats.read(audit.toString(), Instant.EPOCH);
      JsonNode time = audit.path("eventTime");
      score.time(parsed, Times.whole(time.asText(), TimeContext.utc(Instant.EPOCH)));
      score.field(audit.path("eventName").textValue(), parsed.fields().text(Field.EVENT_ACTION));
      score.field(
          audit.path("eventSource").textValue(), parsed.fields().text(Field.EVENT_PROVIDER));
      String source = audit.path("sourceIPAddress").asText();
      // A service of Amazon has a name instead of an address.
      score.field(source.indexOf(' ') < 0 ? source : null, Expected.source(parsed));
      score.field(
          audit.path("userIdentity").path("userName").textValue(),
          parsed.fields().text(Field.USER_NAME));
    }

    assertThat(score.share()).isEqualTo(1);
  }

  @Test
  void readsTheTimeAndPriorityOfFalcosAlerts() throws IOException {
    Score score = score("falco");
    for (String name : List.of("events_from_rules.jsonl", "events_public.jsonl")) {
      for (String line : lines(corpora.resolve("falco/" + name))) {
        JsonNode alert = JSON.readTree(line);
        ParsedLine parsed = Formats.read(line, Instant.EPOCH);
        JsonNode time = alert.path("time");
        score.time(
            parsed,
            time.isTextual()
                ? Times.whole(time.textValue(), TimeContext.utc(Instant.EPOCH))
                : null);
        score.level(parsed, Levels.named(alert.path("priority").asText()));
      }
    }

    assertThat(score.share()).isEqualTo(1);
  }

  @Test
  void readsTheLinesOfContainersInDockersFiles() throws IOException {
    Score score = score("fluent-bit-kubernetes");
    for (Path file : files("fluent-bit-kubernetes/log", "")) {
      for (String line : lines(file)) {
        if (line.startsWith("{")) {
          JsonNode wrapped = JSON.readTree(line);
          ParsedLine parsed = Formats.read(line, Instant.EPOCH);
          String text = wrapped.path("log").asText();
          ParsedLine bare =
              Formats.read(
                  text.stripTrailing(),
                  Instant.parse(wrapped.path("time").asText("1970-01-01T00:00:00Z")));
          score.field(bare.message(), parsed.message().stripTrailing());
          score.field(wrapped.path("stream").textValue(), parsed.fields().text(Field.LOG_IOSTREAM));
          score.time(
              parsed,
              bare.time() != null ? bare.time() : Instant.parse(wrapped.path("time").asText()));
        }
      }
    }

    assertThat(score.share()).isEqualTo(1);
  }

  private static Score score(String corpus) {
    Score score = new Score(corpus);
    SCORES.add(score);
    return score;
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".log");
  }

  private static List<Path> files(String folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(corpora.resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  /** The lines of a file; old programs write no UTF-8. */
  private static List<String> lines(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** The lines put together as the joiner does, without its clock. */
  private static List<String> joined(List<String> lines) {
    List<String> events = new ArrayList<>();
    MultilineState state = null;
    for (String line : lines) {
      MultilineState next = state == null ? null : state.accept(line);
      if (next == null) {
        events.add(line);
        state = MultilineStart.of(line);
      } else {
        events.set(events.size() - 1, events.get(events.size() - 1) + '\n' + line);
        state = next;
      }
    }
    return events;
  }

  private static String absent(String value) {
    return value.equals("-") ? null : value;
  }
}

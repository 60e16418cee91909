package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL divides what it writes to syslog into lines, and passwords with it. */
class PostgresSyslogTest {
  private static final String RFC_3164 = "Nov 23 01:00:00 db1 postgres[7]: ";
  private static final String RFC_5424 = "<134>1 2026-11-23T01:00:00Z db1 postgres 7 - - ";

  private final Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
  private final ReadableEvents events = new ReadableEvents("logs.raw", redactor);

  private void addAt(String time, String line) {
    ObjectNode record = Json.MAPPER.createObjectNode();
    record.put("log", line + "\n").put("stream", "stdout").put("time", time);
    record.putObject("kubernetes").put("namespace_name", "db").put("pod_name", "db-0");
    events.add(record.toString());
  }

  private void add(String... lines) {
    for (String line : lines) {
      addAt("2026-11-23T01:00:00.1Z", line);
    }
  }

  private JsonNode only() throws Exception {
    String read = events.read();
    assertThat(read.lines()).hasSize(1);
    return Json.MAPPER.readTree(read.substring(read.indexOf('{')));
  }

  @ParameterizedTest
  @ValueSource(strings = {RFC_3164, RFC_5424})
  void aPasswordOverTwoLinesIsHidden(String header) throws Exception {
    add(
        header + "[3-1] a@b LOG:  statement: ALTER ROLE x PASSWORD 'hun",
        header + "[3-2] #011ter2' VALID UNTIL 'infinity'");
    JsonNode event = only();

    assertThat(event.toString()).doesNotContain("hun").doesNotContain("ter2");
    assertThat(event.at("/weir/db/statement").asText())
        .isEqualTo("ALTER ROLE x PASSWORD '[password]' VALID UNTIL 'infinity'");
  }

  @ParameterizedTest
  @ValueSource(strings = {RFC_3164, RFC_5424})
  void aPasswordThatWasDividedAtABlankIsHidden(String header) throws Exception {
    add(
        header + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'correct horse",
        header + "[3-2]  battery",
        header + "[3-3]  staple9' VALID UNTIL 'infinity'");
    JsonNode event = only();

    assertThat(event.toString()).doesNotContain("horse").doesNotContain("battery");
    assertThat(event.toString()).doesNotContain("staple9");
    assertThat(event.at("/weir/db/statement").asText())
        .isEqualTo("ALTER ROLE x PASSWORD '[password]' VALID UNTIL 'infinity'");
  }

  @ParameterizedTest
  @ValueSource(strings = {RFC_3164, RFC_5424})
  void theStatementOfAnErrorIsThatOfItsReport(String header) throws Exception {
    add(
        header + "[3-1] a@b ERROR:  syntax error at or near \"x\"",
        header + "[3-2] a@b STATEMENT:  SELECT a,",
        header + "[3-3] #011  b",
        header + "[3-4]  FROM c WHERE password = 'hunter2'");
    JsonNode event = only();

    assertThat(event.at("/error/message").asText()).startsWith("syntax error").hasSize(27);
    assertThat(event.at("/weir/db/statement").asText())
        .isEqualTo("SELECT a,\n  b FROM c WHERE password = '[password]'");
    assertThat(event.at("/log/syslog/hostname").asText()).isEqualTo("db1");
  }

  @Test
  void chunksOfOthersMayComeBetween() {
    add(
        RFC_3164 + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'hun",
        "Nov 23 01:00:00 db1 postgres[8]: [9-1] LOG:  checkpoint complete",
        RFC_3164 + "[3-2] #011ter2'");

    assertThat(events.read()).doesNotContain("ter2").contains("checkpoint complete");
  }

  @ParameterizedTest
  @ValueSource(strings = {RFC_3164, RFC_5424})
  void theRestOfAPasswordThatComesTooLateIsHiddenToo(String header) {
    addAt(
        "2026-11-23T01:00:00Z",
        header + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'correct horse");
    addAt("2026-11-23T01:00:01Z", "Nov 23 01:00:01 db1 cron[9]: job's done");
    addAt("2026-11-23T01:00:02Z", header + "[3-2]  battery");
    addAt("2026-11-23T01:00:03Z", header + "[3-3]  staple9' VALID UNTIL 'infinity'");
    addAt("2026-11-23T01:00:04Z", header + "[4-1] LOG:  it's over");
    String read = events.read();

    assertThat(read.lines()).hasSize(5);
    assertThat(read).doesNotContain("horse").doesNotContain("battery").doesNotContain("staple9");
    assertThat(read).contains("VALID UNTIL 'infinity'", "it's over", "job's done");
  }

  @Test
  void aDoubledQuoteDoesNotEndTheRestOfAPassword() {
    addAt("2026-11-23T01:00:00Z", RFC_3164 + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'ab");
    addAt("2026-11-23T01:00:02Z", RFC_3164 + "[3-2] horse''battery''");
    addAt("2026-11-23T01:00:04Z", RFC_3164 + "[3-3] st''aple' VALID UNTIL 'infinity'");

    assertThat(events.read())
        .doesNotContain("horse")
        .doesNotContain("battery")
        .doesNotContain("aple'")
        .contains("VALID UNTIL 'infinity'");
  }

  @Test
  void passwordsOfSeveralProcessesAreHiddenTogether() {
    String other = "Nov 23 01:00:01 db1 postgres[8]: ";
    addAt("2026-11-23T01:00:00Z", RFC_3164 + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'ab");
    addAt("2026-11-23T01:00:02Z", other + "[9-1] LOG:  statement: ALTER ROLE y PASSWORD 'cd");
    addAt("2026-11-23T01:00:04Z", RFC_3164 + "[3-2]  horse");
    addAt("2026-11-23T01:00:06Z", other + "[9-2]  battery");
    addAt("2026-11-23T01:00:08Z", RFC_3164 + "[3-3]  staple' VALID UNTIL 'infinity'");
    addAt("2026-11-23T01:00:10Z", other + "[9-3]  correct' VALID UNTIL 'infinity'");
    String read = events.read();

    assertThat(read.lines()).hasSize(6);
    assertThat(read).doesNotContain("horse").doesNotContain("battery");
    assertThat(read).doesNotContain("staple").doesNotContain("correct");
  }

  @Test
  void linesThatAreNoEventsAreJudgedTheSameWay() {
    List<String> lines =
        List.of(
            RFC_3164 + "[3-1] LOG:  statement: ALTER ROLE x PASSWORD 'correct horse",
            RFC_3164 + "[3-2]  staple9' VALID UNTIL 'infinity'");

    assertThat(redactor.redact(String.join("\n", lines)))
        .doesNotContain("horse")
        .doesNotContain("staple9")
        .contains("VALID UNTIL 'infinity'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" [1-2] x", "]: [1-2] x", ": [1-2] x", "a [1-2] 'b", "- [1-2] ", "[1-2] x"})
  void whatOnlyLooksLikeOneStays(String line) {
    assertThat(redactor.redact(line)).isEqualTo(line);
    assertThat(redactor.redact(line + "\n" + line)).isEqualTo(line + "\n" + line);
  }
}

package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandsTest {
  private static final String RULE =
      """
      title: Statement
      logsource: {product: postgresql}
      detection: {sel: {weir.db.statement: "*"}, condition: sel}
      level: high
      """;

  private static final String EVENT =
      """
      {"@timestamp":"2026-01-01T00:00:%s","event":{"id":"%s"},"kubernetes":{"pod":{"name":"%s"}},\
      "weir":{"format":"postgresql","db":{"statement":"SELECT 1"}}}
      """;

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();

  @TempDir private Path directory;

  @BeforeEach
  void redirect() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
  }

  private int weir(String input, String... args) {
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    CommandLine line = Weir.commandLine();
    line.setOut(new PrintWriter(said));
    line.setErr(new PrintWriter(complained));
    return line.execute(args);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void writesTheNewestRevisionOfEachIncidentByWhenItWasFirstSeen() throws IOException {
    String events =
        EVENT.formatted("09Z", "b", "y")
            + EVENT.formatted("05Z", "c", "x")
            + EVENT.formatted("01Z", "a", "x");

    int status = weir(events, "incidents", "--rules", file("rule.yml", RULE));

    assertThat(status).isZero();
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).contains("pod:x", "[\"a\",\"c\"]", "closed"),
            second -> assertThat(second).contains("pod:y", "[\"b\"]"));
  }

  @Test
  void writesEveryRevisionIfAsked() throws IOException {
    String events = EVENT.formatted("01Z", "a", "x") + EVENT.formatted("05Z", "b", "x");

    weir(events, "incidents", "--all-revisions", "--rules", file("rule.yml", RULE));

    assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
  }

  @Test
  void namesLinesThatAreNoEventsAndContinues() throws IOException {
    String events = EVENT.formatted("01Z", "a", "x") + "s3cret\n{}\n";

    int status = weir(events, "incidents", "--rules", file("rule.yml", RULE));

    assertThat(status).isEqualTo(Weir.FAILED);
    assertThat(complained.toString().lines())
        .containsExactly("line 2 is no event", "line 3 is no event");
    assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void refusesRulesThatAreNotValid() throws IOException {
    String file = file("rule.yml", RULE.replace("condition: sel", "condition: cell"));

    int status = weir("", "incidents", "--rules", file);

    assertThat(status).isEqualTo(Weir.MISUSED);
    assertThat(complained.toString())
        .contains(file + ":3: condition 'cell': there is no selection 'cell'");
  }

  @Test
  void saysHowManyRulesAFileHolds() throws IOException {
    file("a.yml", RULE);
    file("b.yml", RULE.replace("Statement", "Two") + "---\n" + RULE.replace("Statement", "Three"));

    assertThat(weir("", "check", directory.toString())).isZero();
    assertThat(said.toString()).contains("a.yml: rule, valid", "b.yml: 2 rules, valid");
  }

  @Test
  void checkFindsReferencesToRulesThatAreNotThere() throws IOException {
    file("a.yml", RULE.replace("title", "name: one\ntitle"));
    String correlation =
        """
        title: Sequence
        correlation: {type: temporal, rules: [one, two], group-by: [host.name], timespan: 1m}
        """;
    String file = file("b.yml", correlation);

    assertThat(weir("", "check", directory.toString())).isEqualTo(Weir.FAILED);
    assertThat(said.toString()).contains(file + ":2: there is no rule 'two'");

    file("c.yml", RULE.replace("title: Statement", "name: two\ntitle: Two"));
    assertThat(weir("", "check", directory.toString())).isZero();
  }
}

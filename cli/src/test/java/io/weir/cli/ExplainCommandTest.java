package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExplainCommandTest {
  private final InputStream in = System.in;
  private final StringWriter said = new StringWriter();

  @AfterEach
  void restore() {
    System.setIn(in);
  }

  /** As the line's text, as a field, as a key, as the name of a pod, as a format. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"log\":\"%s\"}",
        "{\"log\":\"{\\\"msg\\\":\\\"x\\\",\\\"user\\\":\\\"%j\\\"}\"}",
        "{\"log\":\"{\\\"msg\\\":\\\"x\\\",\\\"%j\\\":1}\"}",
        "{\"log\":\"x\",\"kubernetes\":{\"namespace_name\":\"%s\",\"pod_name\":\"%s\"},\"stream\":\"stdout\"}",
        "{\"log\":\"x\",\"kafka_key\":\"%s/p\",\"filename\":\"%s\",\"node\":\"%s\"}",
      })
  void nothingThatARecordSaysIsObeyedByTheTerminal(String record) {
    for (String sign : new String[] {"\\u001b[2J", "\\u009b2J", "\\u202e", "\\u0007", "\\r"}) {
      explain(
          record
              .replace("%s", "a" + sign + "b")
              .replace("%j", "a" + sign.replace("\\", "\\\\") + "b"));
    }

    assertThat(said.toString().chars())
        .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c != 0x202e));
  }

  @Test
  void theTimeThatIsNotBelievedIsExplained() {
    explain("{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log\":\"2026-01-01T00:20:00Z INFO x\"}");
    explain("{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log\":\"2026-01-01 09:00:00 INFO x\"}");

    assertThat(said.toString())
        .contains("the runtime's: the line says 2026-01-01T00:20:00Z, which is not believed")
        .contains("2026-01-01T00:00:00Z (the line's own, in a zone guessed");
  }

  @Test
  void whereATimeComesFromIsExplained() {
    explain("{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log\":\"no time\"}");
    explain("{\"log\":\"2026-01-01T00:20:00Z INFO x\"}");
    explain("{\"log\":\"no time at all\"}");

    assertThat(said.toString())
        .contains("2026-01-01T00:00:00Z (the runtime's: the line has none)")
        .contains("2026-01-01T00:20:00Z (the line's own)")
        .contains("(that of appending: neither the line nor the record has one)");
  }

  private void explain(String record) {
    System.setIn(new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)));
    CommandLine line = Weir.commandLine();
    line.setOut(new PrintWriter(said));
    assertThat(line.execute("explain")).isZero();
  }
}

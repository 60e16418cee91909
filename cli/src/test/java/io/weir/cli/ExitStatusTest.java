package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** 0 done, 1 the data or a server is at fault, 2 the command line or the configuration is. */
class ExitStatusTest {
  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final StringWriter complained = new StringWriter();

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    System.setIn(new ByteArrayInputStream("no event\n".getBytes(StandardCharsets.UTF_8)));
    Files.writeString(directory.resolve("bad.yaml"), "name: test\nclasses: {email: hide}\n");
    Files.writeString(
        directory.resolve("good.yaml"), "name: test\nextends: standard\nclasses: {email: mask}\n");
    Files.writeString(directory.resolve("role.yaml"), "kafka.bootstrap.servers: k:1\nno.key: 1\n");
    Files.writeString(
        directory.resolve("store.yaml"),
        "kafka.bootstrap.servers: k:1\nelasticsearch.url: http://e:1\n");
    Files.writeString(directory.resolve("short.key"), "too short");
    Files.writeString(directory.resolve("empty"), "");
    Files.createDirectory(directory.resolve("formats"));
    Files.createDirectory(directory.resolve("labelled"));
    Files.writeString(directory.resolve("labelled/positives.jsonl"), "no JSON\n");
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
  }

  @ParameterizedTest
  @CsvSource({
    "0, events",
    "0, explain",
    "0, redact",
    "0, pseudonym email jane@example.com",
    "0, check DIR/good.yaml",
    "0, --help",
    "0, events --help",
    // The data.
    "1, incidents",
    "1, redact --json",
    "1, check DIR/bad.yaml",
    "1, check DIR/good.yaml DIR/bad.yaml",
    "1, formats test DIR/formats",
    "1, bench events DIR/empty",
    "1, bench redaction DIR/labelled",
    "1, bench redaction --format presidio DIR/labelled",
    // The command line.
    "2, ''",
    "2, nothing",
    "2, enrich",
    "2, sink",
    "2, bench",
    "2, formats",
    "2, check",
    "2, formats test",
    "2, test DIR/formats",
    "2, events --nothing",
    "2, events --topic events",
    "2, explain --topic events",
    "2, events --dlq DIR/none/dlq",
    "2, pseudonym mail",
    "2, pseudonym mail jane@example.com",
    "2, pseudonym email jane@example.com --namespace shop",
    "2, check DIR/none",
    "2, check DIR/good.yaml DIR/none",
    "2, formats test DIR/none",
    "2, incidents --rules DIR/none",
    "2, explain --rules DIR/none",
    "2, events --policy DIR/none",
    "2, events --policy DIR/bad.yaml",
    "2, events --pseudonym-keys DIR/none",
    "2, events --event-id-key DIR/none",
    "2, events --event-id-key DIR/short.key",
    "2, events --formats DIR/none",
    "2, events --format none",
    "2, redact --policy DIR/none",
    "2, bench events",
    "2, bench events DIR/none",
    "2, bench events DIR",
    "2, bench redaction DIR/none",
    "2, bench redaction DIR",
    "2, bench redaction --format none DIR/labelled",
    "2, bench redaction --format vectors DIR/labelled",
    "2, report",
    "2, report compliance",
    "2, report compliance --config DIR/store.yaml --month 2026-13 --out DIR/out",
    "2, report compliance --config DIR/store.yaml --month 9999-01 --out DIR/out",
    "2, report compliance --config DIR/store.yaml --month 2026-11 --out DIR/good.yaml",
    "2, report compliance --config DIR/store.yaml --month 2026-11 --out DIR/out --policy DIR/none",
    // The configuration.
    "2, setup",
    "2, setup --config DIR/none",
    "2, setup --config DIR/role.yaml",
    "2, enrich events --config DIR/none",
    "2, enrich events --config DIR/role.yaml",
    "2, enrich incidents --config DIR/none",
    "2, enrich incidents --config DIR/role.yaml",
    "2, sink loki --config DIR/none",
    "2, sink loki --config DIR/role.yaml",
    "2, sink elasticsearch --config DIR/none",
    "2, sink alertmanager --config DIR/none",
    "2, report compliance --config DIR/none --month 2026-11 --out DIR/out",
    "2, report compliance --config DIR/role.yaml --month 2026-11 --out DIR/out",
  })
  void saysWhoIsAtFault(int status, String args) {
    assertThat(weir(args)).as("weir %s: %s", args, complained).isEqualTo(status);
  }

  @Test
  void aFaultIsOneSentenceThatNamesTheCommand() {
    weir("formats test DIR/none");

    assertThat(complained.toString())
        .isEqualToIgnoringNewLines(
            "weir formats test: " + directory + "/none: no such file or directory");
  }

  private int weir(String args) {
    CommandLine line = Weir.commandLine();
    line.setOut(new PrintWriter(Writer.nullWriter()));
    line.setErr(new PrintWriter(complained));
    String filled = args.replace("DIR", directory.toString());
    return line.execute(filled.isEmpty() ? new String[0] : filled.split(" "));
  }
}

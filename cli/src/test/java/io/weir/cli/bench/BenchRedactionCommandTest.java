package io.weir.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchRedactionCommandTest {
  @TempDir Path dir;

  private final StringWriter shown = new StringWriter();

  @Test
  void ownLabelsAreJudged() throws IOException {
    write(
        "positives.jsonl",
        """
        {"id":"A","text":"mail jane@example.com","spans":[{"start":5,"end":21,"type":"EMAIL"}]}
        {"id":"B","text":"the word is sesame","spans":[{"start":12,"end":18,"type":"PASSWORD"}]}
        """);
    write(
        "negatives.jsonl",
        """
        {"id":"C","text":"took 12 ms"}
        """);

    assertThat(score("--misses")).isEqualTo(1);
    assertThat(shown.toString())
        .containsPattern("EMAIL +1 +1 +1\\.000")
        .containsPattern("PASSWORD +1 +0 +0\\.000")
        .contains("0 of 1 lines changed", "missed: PASSWORD in B");
  }

  @Test
  void labelsOfOthersAreScoredAndNotJudged() throws IOException {
    write(
        "set.json",
        """
        [{"full_text": "Ann: jane@example.com", "spans": [
           {"entity_type": "PERSON", "entity_value": "Ann",
            "start_position": 0, "end_position": 3},
           {"entity_type": "EMAIL_ADDRESS", "entity_value": "jane@example.com",
            "start_position": 5, "end_position": 21}]},
         {"full_text": "write to joe@example.com", "spans": []}]
        """);

    assertThat(score("--format", "presidio", "--misses")).isZero();
    assertThat(shown.toString())
        .containsPattern("EMAIL_ADDRESS +1 +1 +1\\.000")
        .containsPattern("all +1 +1 +1\\.000")
        .contains("1 of 1 lines changed", "not scored: 1 of PERSON", "changed: set.json line 6");
  }

  @Test
  void aVectorIsFoundIfAnythingInItChanges() throws IOException {
    write("positives.txt", "password=hunter2-and-more\nnothing in here\n");
    write("negatives.txt", "password=$DB_PASSWORD\n");

    assertThat(score("--format", "vectors")).isZero();
    assertThat(shown.toString())
        .containsPattern("positives.txt +2 +1 +0\\.500")
        .contains("0 of 1 lines changed");
  }

  @Test
  void aCredentialOfCredDataIsFoundAndItsLookAlikeStays() throws IOException {
    write("data/r/a.conf", "password = tiger9-scott\npassword=${DB_PASSWORD}\n");
    write(
        "meta/r.csv",
        """
        FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,Category
        data/r/a.conf,1,1,T,11,23,Password
        data/r/a.conf,2,2,F,9,23,Password
        """);

    assertThat(score("--format", "creddata")).isZero();
    assertThat(shown.toString())
        .containsPattern("Password +1 +1 +1\\.000")
        .contains("0 of 1 lines changed");
  }

  /** CredData's labels come without its files: who has not downloaded these gets no score. */
  @Test
  void labelsWithoutTextsHaveNoScore() throws IOException {
    write(
        "meta/r.csv",
        """
        FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,Category
        data/r/a.conf,1,1,T,11,23,Password
        """);

    assertThat(score("--format", "creddata")).isEqualTo(1);
    assertThat(shown.toString()).doesNotContain("recall");
  }

  private int score(String... options) {
    CommandLine line = new CommandLine(new BenchRedactionCommand());
    line.setOut(new PrintWriter(shown));
    line.setErr(new PrintWriter(Writer.nullWriter()));
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = dir.toString();
    return line.execute(args);
  }

  private void write(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
